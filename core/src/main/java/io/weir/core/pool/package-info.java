/** Who the backends of a server are, which of them work, and which one takes a connection. */
@NullMarked
package io.weir.core.pool;

import org.jspecify.annotations.NullMarked;
