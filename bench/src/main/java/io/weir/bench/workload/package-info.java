/** The workloads, one class each. */
@NullMarked
package io.weir.bench.workload;

import org.jspecify.annotations.NullMarked;
