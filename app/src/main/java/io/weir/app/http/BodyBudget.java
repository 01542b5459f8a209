package io.weir.app.http;

import java.util.concurrent.atomic.AtomicInteger;

/** The bytes that the bodies of all requests may hold at the same time. */
final class BodyBudget {
  private final AtomicInteger left;

  BodyBudget(int bytes) {
    this.left = new AtomicInteger(bytes);
  }

  /** Takes some, if there are so many left. */
  boolean take(int bytes) {
    int before;
    do {
      before = left.get();
      if (before < bytes) {
        return false;
      }
    } while (!left.compareAndSet(before, before - bytes));
    return true;
  }

  void giveBack(int bytes) {
    left.addAndGet(bytes);
  }
}
