package io.weir.core.plugin;

import io.weir.core.config.ExtensionKind;
import java.util.Optional;

/**
 * One extension that an installed plugin offers, for {@code weir plugins}.
 *
 * @param kind the kind of extension
 * @param name its name, e.g. {@code "weight"}
 * @param plugin who offers it
 * @param configType the record of its keys
 * @param replacedBy the plugin that {@code plugins.replace} prefers; empty if this one is used
 */
public record OfferedExtension(
    ExtensionKind kind,
    String name,
    PluginInfo plugin,
    Class<? extends Record> configType,
    Optional<PluginInfo> replacedBy) {}
