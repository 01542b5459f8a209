/** Backends out of the EndpointSlices of a Kubernetes service. */
@NullMarked
package io.weir.plugin.kubernetes;

import org.jspecify.annotations.NullMarked;
