/** The process around the engine: command line, boot, REST API, metrics, access log, dashboard. */
@NullMarked
package io.weir.app;

import org.jspecify.annotations.NullMarked;
