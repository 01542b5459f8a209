/** Backends out of the DNS: by the SRV records of a service, or by the addresses of a name. */
@NullMarked
package io.weir.plugin.srv;

import org.jspecify.annotations.NullMarked;
