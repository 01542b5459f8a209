/** The access log: a line for each connection that has ended. */
@NullMarked
package io.weir.app.accesslog;

import org.jspecify.annotations.NullMarked;
