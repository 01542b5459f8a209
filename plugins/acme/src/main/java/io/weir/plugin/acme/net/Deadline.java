package io.weir.plugin.acme.net;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The moment at which what is going on has to have ended. */
public final class Deadline {
  private final Duration limit;
  private final long end;

  private Deadline(Duration limit) {
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** Some time from now. */
  public static Deadline after(Duration limit) {
    return new Deadline(limit);
  }

  /**
   * The time left, more than zero.
   *
   * @throws TimeoutException if there is none
   */
  public Duration left() throws TimeoutException {
    long nanos = end - System.nanoTime();
    if (nanos <= 0) {
      throw new TimeoutException("it was not done within " + limit.toSeconds() + " s");
    }
    return Duration.ofNanos(nanos);
  }

  /** Waits for some time, though not past the end. */
  public void pause(Duration time) throws TimeoutException, InterruptedException {
    Duration left = left();
    Thread.sleep(time.compareTo(left) < 0 ? time : left);
  }
}
