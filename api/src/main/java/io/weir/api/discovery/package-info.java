/** Finding backends. */
@NullMarked
package io.weir.api.discovery;

import org.jspecify.annotations.NullMarked;
