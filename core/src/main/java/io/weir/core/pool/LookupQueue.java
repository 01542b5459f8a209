package io.weir.core.pool;

/** Where look-ups of names wait for a thread that may block. */
@FunctionalInterface
interface LookupQueue {
  /** Has a look-up made, in its turn. */
  void enter(Runnable lookUp);

  /** Forgets one that is still waiting. Default: it is made all the same. */
  default void giveUp(Runnable lookUp) {}
}
