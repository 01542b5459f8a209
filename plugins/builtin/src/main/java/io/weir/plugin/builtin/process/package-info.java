/** Running programs: what the exec discovery and the exec check share. */
@NullMarked
package io.weir.plugin.builtin.process;

import org.jspecify.annotations.NullMarked;
