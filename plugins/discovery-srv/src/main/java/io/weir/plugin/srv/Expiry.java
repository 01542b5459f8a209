package io.weir.plugin.srv;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When it is time to ask again. */
final class Expiry {
  private long at = System.nanoTime();

  /** It is time after this long. */
  synchronized void in(Duration time) {
    at = System.nanoTime() + time.toNanos();
    notifyAll();
  }

  /** Waits until it is time. */
  synchronized void await() throws InterruptedException {
    for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
