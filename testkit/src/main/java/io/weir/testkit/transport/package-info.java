/** A transport in memory, whose every event a test decides. */
@NullMarked
package io.weir.testkit.transport;

import org.jspecify.annotations.NullMarked;
