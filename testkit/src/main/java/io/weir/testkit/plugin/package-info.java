/** What tests of plugins need: jars made of source text, and a context for their products. */
@NullMarked
package io.weir.testkit.plugin;

import org.jspecify.annotations.NullMarked;
