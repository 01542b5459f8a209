/**
 * What is read from the kernel around a slice: CPU time, memory, and load that is not ours; and the
 * statistics over slices.
 */
@NullMarked
package io.weir.bench.measure;

import org.jspecify.annotations.NullMarked;
