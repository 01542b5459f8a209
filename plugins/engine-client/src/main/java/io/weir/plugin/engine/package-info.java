/** Talking to container engines: HTTP over unix sockets, TCP and TLS. */
@NullMarked
package io.weir.plugin.engine;

import org.jspecify.annotations.NullMarked;
