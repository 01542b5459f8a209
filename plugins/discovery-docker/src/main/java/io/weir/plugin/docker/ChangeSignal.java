package io.weir.plugin.docker;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Says that something has changed, however often it has, until it is waited for. Safe for use by
 * several threads.
 */
final class ChangeSignal {
  private final Semaphore changes = new Semaphore(0);
  private volatile @Nullable IOException end;

  /** Something has changed. */
  void raise() {
    changes.release();
  }

  /** There will be no more. */
  void end(IOException reason) {
    end = reason;
    changes.release();
  }

  /**
   * Waits until something has changed since the last call.
   *
   * @throws IOException if there will be no more
   */
  void await() throws IOException, InterruptedException {
    changes.acquire();
    changes.drainPermits();
    IOException reason = end;
    if (reason != null) {
      throw new IOException(reason.getMessage(), reason);
    }
  }
}
