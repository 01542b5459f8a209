/** Servers that come and go, and the door for protocols. */
@NullMarked
package io.weir.core.server;

import org.jspecify.annotations.NullMarked;
