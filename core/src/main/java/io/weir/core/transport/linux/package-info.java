/**
 * The transport for plain TCP on Linux: sockets as bare descriptors on Netty's event loop, without
 * channels, pipelines or buffers of their own, and splice(2) for whoever moves much.
 */
@NullMarked
package io.weir.core.transport.linux;

import org.jspecify.annotations.NullMarked;
