/** The engine, embeddable: {@link io.weir.core.Weir} is where it is put together. */
@NullMarked
package io.weir.core;

import org.jspecify.annotations.NullMarked;
