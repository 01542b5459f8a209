/** The process: where it is installed, its pid file, its signals, how it starts and ends. */
@NullMarked
package io.weir.app.boot;

import org.jspecify.annotations.NullMarked;
