/** How bytes are moved: the seam under the connection machine. */
@NullMarked
package io.weir.core.transport;

import org.jspecify.annotations.NullMarked;
