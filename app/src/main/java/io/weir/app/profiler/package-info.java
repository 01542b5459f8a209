/** What the process is busy with: flight recordings and thread dumps on demand. */
@NullMarked
package io.weir.app.profiler;

import org.jspecify.annotations.NullMarked;
