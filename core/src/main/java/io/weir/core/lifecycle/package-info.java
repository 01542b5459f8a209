/** Starting in order, stopping in reverse. */
@NullMarked
package io.weir.core.lifecycle;

import org.jspecify.annotations.NullMarked;
