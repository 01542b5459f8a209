/** Certificates in Consul's key-value store, and locks by its sessions. */
@NullMarked
package io.weir.plugin.consul.store;

import org.jspecify.annotations.NullMarked;
