/** Consul's HTTP API, as far as it is needed. */
@NullMarked
package io.weir.plugin.consul.client;

import org.jspecify.annotations.NullMarked;
