/** Texts from outside, made fit for messages. */
@NullMarked
package io.weir.api.text;

import org.jspecify.annotations.NullMarked;
