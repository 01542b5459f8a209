/** A weir as an operator runs it: the unpacked tarball in a process of its own. */
@NullMarked
package io.weir.testkit.process;

import org.jspecify.annotations.NullMarked;
