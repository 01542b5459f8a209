package io.weir.core.pool;

import java.time.Duration;

/** Something that runs beside a pool and hands changes to its writer. */
interface PoolFeed {
  /** How long {@link #close} waits for calls that it has interrupted. */
  Duration PATIENCE = Duration.ofSeconds(1);

  /** Ends it. Called once; may block for a few seconds; never throws. */
  void close();
}
