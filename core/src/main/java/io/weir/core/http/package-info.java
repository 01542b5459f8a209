/** Listening for HTTP, which administrators and authorities speak with weir. */
@NullMarked
package io.weir.core.http;

import org.jspecify.annotations.NullMarked;
