/** The load generators and the backend, compiled from C and run as processes. */
@NullMarked
package io.weir.bench.load;

import org.jspecify.annotations.NullMarked;
