package io.weir.core.config;

import io.weir.api.config.Doc;
import java.util.Map;

/** Section {@code plugins}. */
public record PluginsConfig(
    @Doc(
            "Which plugin wins where two offer the same, e.g. `\"balancer/weight\" = my-plugin`: the"
                + " kind of extension, a slash and its name, then the winner's id.")
        Map<String, String> replace) {}
