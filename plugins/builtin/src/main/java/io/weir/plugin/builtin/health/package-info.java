/** Checks by connecting, by asking and comparing the answer, and by running a program. */
@NullMarked
package io.weir.plugin.builtin.health;

import org.jspecify.annotations.NullMarked;
