/** Texts from outside, made fit for messages, identities and bounded memory. */
@NullMarked
package io.weir.api.text;

import org.jspecify.annotations.NullMarked;
