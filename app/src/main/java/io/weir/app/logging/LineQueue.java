package io.weir.app.logging;

import io.weir.core.stats.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Hands events over to a thread of its own that writes them, through a queue that is bounded and
 * never makes anyone wait: a full disk, a pipe that nobody reads or a terminal that was stopped
 * with Ctrl-S must not stall an event loop. What finds no room is lost, counted, and told.
 *
 * @param <E> the events
 */
final class LineQueue<E> implements AutoCloseable {
  private static final int BATCH = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Object END = new Object();

  private final BlockingQueue<Object> queue;
  private final LogOutlet<E> outlet;
  private final LostLines lost;
  private final LongConsumer confession;
  private final Throttle confessions;
  private final Thread writer;
  private volatile boolean closed;

  /**
   * Begins to write.
   *
   * @param name the thread's name
   * @param size how many events may wait
   * @param outlet what writes them
   * @param lost counts what is lost here and in the outlet
   * @param confession tells how many were lost; called by the writing thread
   * @param period at most one confession in this time
   */
  LineQueue(
      String name,
      int size,
      LogOutlet<E> outlet,
      LostLines lost,
      LongConsumer confession,
      Duration period) {
    this.queue = new ArrayBlockingQueue<>(size);
    this.outlet = outlet;
    this.lost = lost;
    this.confession = confession;
    this.confessions = new Throttle(period.toNanos(), System.nanoTime());
    this.writer = Thread.ofPlatform().daemon().name(name).start(this::write);
  }

  /** Takes an event over; it must not change afterwards. Returns false if there was no room. */
  boolean offer(E event) {
    boolean taken = !closed && queue.offer(event);
    if (!taken) {
      lost.add(1);
    }
    return taken;
  }

  /** Tells of what was lost, unless it was told of a moment ago. */
  void confess() {
    if (lost.hasUntold() && confessions.pass(System.nanoTime())) {
      tellOfLosses();
    }
  }

  private void tellOfLosses() {
    long count = lost.takeUntold();
    if (count > 0) {
      confession.accept(count);
    }
  }

  private void write() {
    List<Object> batch = new ArrayList<>(BATCH);
    try {
      outlet.start();
      while (!closed || !queue.isEmpty()) {
        take(batch);
        append(batch);
        batch.clear();
        if (!outlet.failing()) {
          confess();
          // What was told may stand in this very log, and nothing else may come for long.
          outlet.flush();
        }
      }
    } catch (InterruptedException e) {
      // Whoever closes does not want to wait any longer.
      lost.add(queue.size());
    }
    tellOfLosses();
    outlet.stop();
  }

  private void take(List<Object> batch) throws InterruptedException {
    Object first = lost.hasUntold() ? queue.poll(1, TimeUnit.SECONDS) : queue.take();
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH - 1);
    }
  }

  @SuppressWarnings("unchecked") // All but END came in by offer.
  private void append(List<Object> batch) {
    for (Object event : batch) {
      if (event != END) {
        outlet.append((E) event);
      }
    }
    outlet.flush();
  }

  /** Writes what still waits, if that takes no longer than {@link #PATIENCE}. */
  @Override
  public void close() {
    closed = true;
    // If there is no room, then the writer is at work and will see that this is closed.
    boolean _ = queue.offer(END);
    try {
      if (!writer.join(PATIENCE)) {
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
