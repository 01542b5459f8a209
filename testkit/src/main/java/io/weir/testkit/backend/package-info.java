/** Backends on real sockets, well-behaved ones and hostile ones. */
@NullMarked
package io.weir.testkit.backend;

import org.jspecify.annotations.NullMarked;
