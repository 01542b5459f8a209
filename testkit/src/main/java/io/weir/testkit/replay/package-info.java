/** Services that answer as the documentation of real ones says they do. */
@NullMarked
package io.weir.testkit.replay;

import org.jspecify.annotations.NullMarked;
