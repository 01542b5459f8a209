/** Counting without a lock or an allocation. */
@NullMarked
package io.weir.core.stats;

import org.jspecify.annotations.NullMarked;
