/** Checks of Redis and what speaks its protocol. */
@NullMarked
package io.weir.plugin.database.redis;

import org.jspecify.annotations.NullMarked;
