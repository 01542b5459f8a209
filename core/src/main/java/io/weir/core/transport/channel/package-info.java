/** The transport on Netty channels: for TLS, and for plain TCP wherever there is no faster one. */
@NullMarked
package io.weir.core.transport.channel;

import org.jspecify.annotations.NullMarked;
