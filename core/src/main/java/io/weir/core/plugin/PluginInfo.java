package io.weir.core.plugin;

/**
 * Who a plugin is, for messages and for {@code weir plugins}.
 *
 * @param id its id
 * @param version its version
 * @param jar the jar that holds its descriptor, as a path
 */
public record PluginInfo(String id, String version, String jar) {}
