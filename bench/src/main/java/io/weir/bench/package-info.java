/** The side-by-side benchmark against peers, and microbenchmarks; not part of the tarball. */
@NullMarked
package io.weir.bench;

import org.jspecify.annotations.NullMarked;
