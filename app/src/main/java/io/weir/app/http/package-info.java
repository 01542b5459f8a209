/**
 * The one HTTP server that everything of weir speaks HTTP through: bounded in memory and time,
 * whoever calls. It knows nothing of what is served.
 */
@NullMarked
package io.weir.app.http;

import org.jspecify.annotations.NullMarked;
