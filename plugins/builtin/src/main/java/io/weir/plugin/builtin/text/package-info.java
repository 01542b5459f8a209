/** Reading and showing texts that come from outside. */
@NullMarked
package io.weir.plugin.builtin.text;

import org.jspecify.annotations.NullMarked;
