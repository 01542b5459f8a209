package io.weir.core.certificate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has somebody look at files every now and then, on a virtual thread. It asks the file system
 * instead of having the kernel tell (inotify), because that sees neither where a link leads to in
 * another folder nor what other machines write.
 */
final class Watch implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Watch.class);

  /** Thousands of files may not keep a processor busy: the longer a look takes, the rarer it is, */
  private static final int PAUSE_PER_LOOK = 50;

  /** but never rarer than so many pauses, as a look may take long for other reasons too. */
  private static final int MOST_PAUSES = 10;

  private final long pauseNanos;
  private final Runnable look;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Watch(Duration pause, Runnable look) {
    this.pauseNanos = pause.toNanos();
    this.look = look;
  }

  /**
   * Begins.
   *
   * @param name what is watched, for the thread's name
   * @param pause how long it waits at least between two looks
   * @param look looks
   */
  static Watch start(String name, Duration pause, Runnable look) {
    Watch watch = new Watch(pause, look);
    Thread.ofVirtual().name("watch " + name).start(watch::run);
    return watch;
  }

  private void run() {
    long pause = pauseNanos;
    try {
      while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
        long began = System.nanoTime();
        try {
          look.run();
        } catch (RuntimeException e) {
          logger.error("a look at files failed, please report this", e);
        }
        pause =
            Math.clamp(
                PAUSE_PER_LOOK * (System.nanoTime() - began), pauseNanos, MOST_PAUSES * pauseNanos);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it; it ends all the same.
    }
  }

  /** Looks no more, but for a look that has begun. */
  @Override
  public void close() {
    closed.countDown();
  }
}
