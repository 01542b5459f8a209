package io.weir.api.balance;

/**
 * An immutable choice among the backends that {@link Balancer#over} was given.
 *
 * <p>{@link #select} runs on an event loop, for several connections at the same time on several
 * threads: it must not block, lock, allocate or sort, and should take under 1 µs for 1,000
 * backends. There is no deadline: what takes long holds up all connections of its loop. It may be
 * asked after a newer selector was made, and for a moment after its balancer was closed.
 */
public interface Selector {

  /** Returned when no candidate can be chosen: the connection gets no backend then. */
  int NONE = -1;

  /**
   * Chooses a backend.
   *
   * @param connection for whom; only valid during this call
   * @param candidates which of the backends may be chosen now; indexes are those of the list given
   *     to {@link Balancer#over}; only valid during this call
   * @return the index of a usable backend, or {@link #NONE}. If it is no index, or if this method
   *     throws, weir takes any usable backend instead and logs that once per selector; if the
   *     backend is not usable (any more), weir asks again, up to 64 times
   */
  int select(ConnectionInfo connection, Candidates candidates);
}
