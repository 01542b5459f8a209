/** Running programs, for what is extended by them. */
@NullMarked
package io.weir.api.process;

import org.jspecify.annotations.NullMarked;
