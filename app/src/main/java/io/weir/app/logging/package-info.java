/** Logback, set up from section {@code logging} of the configuration. */
@NullMarked
package io.weir.app.logging;

import org.jspecify.annotations.NullMarked;
