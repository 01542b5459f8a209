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

  /** The sooner of two, in nanoseconds; 0 means never. */
  static long sooner(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
