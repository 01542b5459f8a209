package io.weir.core.pool;

import io.weir.core.plugin.PluginInfo;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that have made a server's parts.
 *
 * @param balancer whose the balancer is
 * @param discovery whose the discovery is
 * @param healthCheck whose the health check is; null if there is none
 */
public record PoolPlugins(
    PluginInfo balancer, PluginInfo discovery, @Nullable PluginInfo healthCheck) {}
