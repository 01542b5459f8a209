/** Tables and charts from a result file. */
@NullMarked
package io.weir.bench.report;

import org.jspecify.annotations.NullMarked;
