/** JSON arrays that are read row by row. */
@NullMarked
package io.weir.plugin.rows;

import org.jspecify.annotations.NullMarked;
