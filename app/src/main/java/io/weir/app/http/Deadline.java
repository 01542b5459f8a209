package io.weir.app.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one clock of a connection: setting it anew forgets what it was set to. */
final class Deadline {
  private final EventLoop loop;
  private final Runnable passed;
  private @Nullable Future<?> next;

  Deadline(EventLoop loop, Runnable passed) {
    this.loop = loop;
    this.passed = passed;
  }

  void set(Duration time) {
    clear();
    next = loop.schedule(passed, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  void clear() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }
}
