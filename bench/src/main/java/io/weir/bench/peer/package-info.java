/** The programs that are compared: their catalogue, their configuration, and one that runs. */
@NullMarked
package io.weir.bench.peer;

import org.jspecify.annotations.NullMarked;
