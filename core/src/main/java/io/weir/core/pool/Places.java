package io.weir.core.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places that connections hold on a member. Their number and whether new ones are given out are
 * one word of memory: so a member that was closed to new connections is certain to get none, also
 * from an election that still reads an older snapshot, and whoever gives back the last place of a
 * closed member knows it.
 */
final class Places {
  private static final int CLOSED = Integer.MIN_VALUE;
  private static final int COUNT = Integer.MAX_VALUE;

  /** The sign bit says that it is closed, the rest is the number of places taken. */
  private final AtomicInteger word = new AtomicInteger();

  /**
   * Takes a place.
   *
   * @param limit how many there are; 0 means any number
   * @return whether there was one
   */
  boolean tryTake(int limit) {
    int now = word.get();
    while (hasRoom(now, limit)) {
      if (word.compareAndSet(now, now + 1)) {
        return true;
      }
      now = word.get();
    }
    return false;
  }

  /** Whether {@link #tryTake} would find a place now. */
  boolean hasRoom(int limit) {
    return hasRoom(word.get(), limit);
  }

  private static boolean hasRoom(int word, int limit) {
    return word >= 0 && (limit == 0 ? word < COUNT : word < limit);
  }

  /**
   * Gives back a place.
   *
   * @return whether it was the last one of a closed member
   */
  boolean giveBack() {
    int now = word.get();
    while ((now & COUNT) != 0) {
      if (word.compareAndSet(now, now - 1)) {
        return now - 1 == CLOSED;
      }
      now = word.get();
    }
    throw new IllegalStateException("a place was given back twice");
  }

  /** Gives out no more places until {@link #open}. */
  void close() {
    word.getAndUpdate(now -> now | CLOSED);
  }

  /** Gives out places again. */
  void open() {
    word.getAndUpdate(now -> now & COUNT);
  }

  boolean isClosed() {
    return word.get() < 0;
  }

  int taken() {
    return word.get() & COUNT;
  }
}
