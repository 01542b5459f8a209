package io.weir.core.transport;

/**
 * Tasks that wait for their time, as a hierarchical timing wheel (Varghese and Lauck, scheme 7):
 * adding and cancelling cost the same however many wait. Its clock ticks every 16.8 ms; a task runs
 * at the first tick that is not before its time. For one thread.
 */
public final class TimerWheel {
  /** A tick is 2^24 ns, so that a shift does for a division. */
  private static final int TICK_BITS = 24;

  private static final int SLOT_BITS = 6;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final int LEVELS = 4;

  /** Whoever waits longer, 78 hours, is looked at again after that. */
  private static final long FARTHEST = (1L << (SLOT_BITS * LEVELS)) - 1;

  private final long start;
  private final Node[][] slots = new Node[LEVELS][SLOTS];

  /** One bit for each slot that may have tasks. */
  private final long[] occupied = new long[LEVELS];

  /** The ring that is being emptied. */
  private final Node taken = newRing();

  private long current;
  private int waiting;

  /**
   * Makes an empty wheel.
   *
   * @param nowNanos the time now, by the clock that all other times are given by
   */
  public TimerWheel(long nowNanos) {
    this.start = nowNanos;
    for (Node[] level : slots) {
      for (int i = 0; i < SLOTS; i++) {
        level[i] = newRing();
      }
    }
  }

  private static Node newRing() {
    return new Node(-1, () -> {});
  }

  /**
   * Adds a task.
   *
   * @param whenNanos when it is due; in the past means at the next tick
   */
  public Loop.Timer add(long whenNanos, Runnable task) {
    Waiting node = new Waiting(tickNotBefore(whenNanos), task);
    place(node);
    waiting++;
    return node;
  }

  private long tickNotBefore(long nanos) {
    return (nanos - start + (1L << TICK_BITS) - 1) >> TICK_BITS;
  }

  private void place(Node node) {
    long due = Math.max(node.due, current + 1);
    long shown = Math.min(due, current + FARTHEST);
    // The highest digit in which the time and the present differ says how coarse it may be kept.
    int level = (63 - Long.numberOfLeadingZeros(shown ^ current)) / SLOT_BITS;
    int top = Math.min(level, LEVELS - 1);
    int slot = slotOf(shown, top);
    slots[top][slot].append(node);
    occupied[top] |= 1L << slot;
  }

  private static int slotOf(long tick, int level) {
    return (int) (tick >> (SLOT_BITS * level)) & (SLOTS - 1);
  }

  /** Whether no task waits. */
  public boolean isEmpty() {
    return waiting == 0;
  }

  /**
   * When {@link #advance} has something to do at the earliest; it may turn out to be nothing.
   *
   * @return the time, or {@link Long#MAX_VALUE} if no task waits
   */
  public long nextNanos() {
    if (waiting == 0) {
      return Long.MAX_VALUE;
    }
    for (int level = 0; level < LEVELS; level++) {
      int here = slotOf(current, level);
      long ahead = Long.rotateRight(occupied[level], here + 1);
      if (ahead != 0) {
        long steps = Long.numberOfTrailingZeros(ahead) + 1L;
        long digit = (current >> (SLOT_BITS * level)) + steps;
        return start + (digit << (SLOT_BITS * level) << TICK_BITS);
      }
    }
    return Long.MAX_VALUE;
  }

  /** Runs all tasks that are due. A task may add and cancel others. */
  public void advance(long nowNanos) {
    long now = (nowNanos - start) >> TICK_BITS;
    while (current < now) {
      long next = waiting == 0 ? now : Math.min(now, (nextNanos() - start) >> TICK_BITS);
      current = Math.max(current + 1, next);
      for (int level = LEVELS - 1; level > 0; level--) {
        if ((current & ((1L << (SLOT_BITS * level)) - 1)) == 0) {
          takeAll(level);
        }
      }
      takeAll(0);
    }
  }

  /** Empties the present slot of a level: what is due runs, the rest moves to finer slots. */
  private void takeAll(int level) {
    int slot = slotOf(current, level);
    if ((occupied[level] & (1L << slot)) == 0) {
      return;
    }
    occupied[level] &= ~(1L << slot);
    slots[level][slot].moveTo(taken);
    for (Node node = taken.next; node != taken; node = taken.next) {
      node.unlink();
      if (node.due <= current) {
        waiting--;
        node.task.run();
      } else {
        place(node);
      }
    }
  }

  /** A waiting task, or the head of a ring of them. */
  private static class Node {
    private final long due;
    private final Runnable task;
    private Node previous;
    private Node next;

    Node(long due, Runnable task) {
      this.due = due;
      this.task = task;
      this.previous = this;
      this.next = this;
    }

    boolean isLinked() {
      return previous != this;
    }

    void append(Node node) {
      node.previous = previous;
      node.next = this;
      previous.next = node;
      previous = node;
    }

    void unlink() {
      previous.next = next;
      next.previous = previous;
      previous = this;
      next = this;
    }

    void moveTo(Node other) {
      if (next == this) {
        return;
      }
      other.next = next;
      other.previous = previous;
      next.previous = other;
      previous.next = other;
      previous = this;
      next = this;
    }
  }

  /** A task, which can be taken out again. */
  private final class Waiting extends Node implements Loop.Timer {
    Waiting(long due, Runnable task) {
      super(due, task);
    }

    @Override
    public void cancel() {
      if (isLinked()) {
        unlink();
        waiting--;
      }
    }
  }
}
