/** Backends that are registered as a service in Consul. */
@NullMarked
package io.weir.plugin.consul.discovery;

import org.jspecify.annotations.NullMarked;
