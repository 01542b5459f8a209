/** Choosing one backend for one connection. */
@NullMarked
package io.weir.api.balance;

import org.jspecify.annotations.NullMarked;
