/** Checks of databases, each in its own protocol. */
@NullMarked
package io.weir.plugin.database;

import org.jspecify.annotations.NullMarked;
