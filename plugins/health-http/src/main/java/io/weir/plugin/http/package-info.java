/** Checks whether backends answer HTTP requests, and gRPC health checks. */
@NullMarked
package io.weir.plugin.http;

import org.jspecify.annotations.NullMarked;
