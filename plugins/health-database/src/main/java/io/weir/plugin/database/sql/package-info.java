/** Checks of databases that speak SQL, through their JDBC drivers. */
@NullMarked
package io.weir.plugin.database.sql;

import org.jspecify.annotations.NullMarked;
