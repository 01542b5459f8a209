package io.weir.core.plugin;

import org.jspecify.annotations.Nullable;

/**
 * What products can be made of.
 *
 * @param current what the plugins that are installed offer
 * @param coming what others offer that take their place as soon as everything that needs them is
 *     made; null if there are none
 */
record Catalogs(ExtensionCatalog current, @Nullable ExtensionCatalog coming) {}
