package io.weir.app.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Keeps those who guess passwords from keeping the processor busy: one password hash is checked at
 * a time, a few wait for their turn, the others are turned away; and after a wrong one the next
 * waits a moment.
 */
final class SlowChecks {
  private static final int MOST_WAITING = 8;

  private final Semaphore turn = new Semaphore(1, true);
  private final Semaphore places = new Semaphore(1 + MOST_WAITING);
  private final Duration pause;

  /**
   * Nobody waits yet.
   *
   * @param pause how long nothing is checked after a wrong password
   */
  SlowChecks(Duration pause) {
    this.pause = pause;
  }

  /**
   * Does a check.
   *
   * @throws HttpProblem 429 if too many wait already
   */
  boolean run(BooleanSupplier check) throws InterruptedException {
    if (!places.tryAcquire()) {
      throw new HttpProblem(429, "too many logins at the same time")
          .withHeader("Retry-After", List.of("5"));
    }
    try {
      turn.acquire();
      try {
        boolean right = check.getAsBoolean();
        if (!right) {
          Thread.sleep(pause);
        }
        return right;
      } finally {
        turn.release();
      }
    } finally {
      places.release();
    }
  }
}
