/** Gobetween's six ways of choosing a backend. */
@NullMarked
package io.weir.plugin.builtin.balance;

import org.jspecify.annotations.NullMarked;
