package io.weir.app.boot;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened one after the other, to be closed in the reverse order. */
final class Opened implements AutoCloseable {

  private final Deque<Runnable> open = new ArrayDeque<>();

  /**
   * Notes that one more is open.
   *
   * @param close closes it
   */
  void keep(Runnable close) {
    open.push(close);
  }

  /** Closes all of them, the last one first; a failure of one does not keep others open. */
  @Override
  public void close() {
    try {
      if (!open.isEmpty()) {
        open.pop().run();
      }
    } finally {
      if (!open.isEmpty()) {
        close();
      }
    }
  }
}
