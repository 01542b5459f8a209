/** Finding, loading, isolating and guarding plugins. */
@NullMarked
package io.weir.core.plugin;

import org.jspecify.annotations.NullMarked;
