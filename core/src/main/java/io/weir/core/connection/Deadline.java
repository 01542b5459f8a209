package io.weir.core.connection;

import io.weir.core.transport.Loop;
import org.jspecify.annotations.Nullable;

/** A time limit that may be none. */
final class Deadline {
  private final Loop.@Nullable Timer timer;

  private Deadline(Loop.@Nullable Timer timer) {
    this.timer = timer;
  }

  /**
   * Sets one.
   *
   * @param nanos from now; 0 means never
   */
  static Deadline in(long nanos, Loop loop, Runnable over) {
    return new Deadline(nanos == 0 ? null : loop.schedule(nanos, over));
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
