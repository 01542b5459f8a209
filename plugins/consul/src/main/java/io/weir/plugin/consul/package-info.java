/** All that speaks with Consul. */
@NullMarked
package io.weir.plugin.consul;

import org.jspecify.annotations.NullMarked;
