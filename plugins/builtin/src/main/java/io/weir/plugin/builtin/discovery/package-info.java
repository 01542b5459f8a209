/** Backends from the configuration itself, a program, a web page or a file: a line for each. */
@NullMarked
package io.weir.plugin.builtin.discovery;

import org.jspecify.annotations.NullMarked;
