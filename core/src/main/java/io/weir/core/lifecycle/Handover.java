package io.weir.core.lifecycle;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Something that many threads use and that is exchanged while they do, without a lock for them: who
 * exchanges it knows afterwards that nobody uses the old one any more.
 *
 * @param <T> what is used
 */
public final class Handover<T> {
  private volatile Holding<T> holding;

  /**
   * What is used now.
   *
   * @param entering uses that are under way
   */
  private record Holding<T>(T value, AtomicInteger entering) {
    Holding(T value) {
      this(value, new AtomicInteger());
    }
  }

  /** Begins with this one. */
  public Handover(T first) {
    this.holding = new Holding<>(first);
  }

  /** What is used now. */
  public T current() {
    return holding.value();
  }

  /** Uses it; must not take long. */
  public void use(Consumer<T> work) {
    Holding<T> now = entered();
    try {
      work.accept(now.value());
    } finally {
      now.entering().decrementAndGet();
    }
  }

  private Holding<T> entered() {
    while (true) {
      Holding<T> now = holding;
      now.entering().incrementAndGet();
      if (now.equals(holding)) {
        return now;
      }
      now.entering().decrementAndGet();
    }
  }

  /**
   * Exchanges it. When this returns nobody uses the old one any more. Not to be called on an event
   * loop: it waits for those who do. One exchange at a time.
   *
   * @return the old one
   */
  public T exchange(T next) {
    Holding<T> old = holding;
    holding = new Holding<>(next);
    while (old.entering().get() != 0) {
      Thread.onSpinWait();
    }
    return old.value();
  }
}
