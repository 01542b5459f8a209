/** The order of a run, its result file, and the command line. */
@NullMarked
package io.weir.bench.run;

import org.jspecify.annotations.NullMarked;
