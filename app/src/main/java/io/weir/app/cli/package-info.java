/** The command line: one class for each command. */
@NullMarked
package io.weir.app.cli;

import org.jspecify.annotations.NullMarked;
