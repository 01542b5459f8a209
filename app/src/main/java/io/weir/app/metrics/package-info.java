/** What Prometheus scrapes (docs/metrics.md). Everything is read when a scrape asks for it. */
@NullMarked
package io.weir.app.metrics;

import org.jspecify.annotations.NullMarked;
