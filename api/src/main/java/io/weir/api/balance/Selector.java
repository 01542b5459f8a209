package io.weir.api.balance;

/**
 * An immutable choice among the backends that {@link Balancer#over} was given.
 *
 * <p>{@link #select} runs on an event loop, for several connections at the same time on several
 * threads: it must not block, lock, allocate or sort, and should take under 1 µs for 1,000
 * backends.
 */
public interface Selector {

  /** Returned when no candidate can be chosen. */
  int NONE = -1;

  /**
   * Chooses a backend.
   *
   * @param connection for whom
   * @param candidates which of the backends may be chosen now; indexes are those of the list given
   *     to {@link Balancer#over}
   * @return the index of a usable backend, or {@link #NONE}. If it is no index, or if this method
   *     throws, weir takes any usable backend instead and logs that once per selector; if the
   *     backend is not usable, weir asks again, some times
   */
  int select(ConnectionInfo connection, Candidates candidates);
}
