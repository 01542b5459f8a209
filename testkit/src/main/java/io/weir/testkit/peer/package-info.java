/** Programs that others wrote, run beside a test on loopback where they are installed. */
@NullMarked
package io.weir.testkit.peer;

import org.jspecify.annotations.NullMarked;
