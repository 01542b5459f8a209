/** Finding out whether a backend works. */
@NullMarked
package io.weir.api.health;

import org.jspecify.annotations.NullMarked;
