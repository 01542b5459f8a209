package io.weir.api.balance;

/**
 * Which backends of a {@link Selector} may be chosen for the connection at hand, and how busy they
 * are. weir has taken care of health, limits, server names and of backends that this connection has
 * tried already; an algorithm asks {@link #isUsable} and repeats none of it. Indexes run from 0 to
 * {@code size() - 1}. Only valid during the call of {@link Selector#select}.
 *
 * <p>All but {@code size()} may change while a selector looks: other event loops open and close
 * connections, so that a backend counted as usable has reached its limit when it is asked again. A
 * selector may choose what was usable when it asked (weir then asks it again); it must neither
 * throw nor go on for ever because a second answer differs from the first.
 */
public interface Candidates {

  /**
   * How many backends the selector was made over.
   *
   * @return 0 or more; the same during all of a call
   */
  int size();

  /**
   * Whether every backend may be chosen. If so, {@link #isUsable} need not be asked; this is the
   * usual case and costs nothing.
   *
   * @return whether all may be chosen; false does not say that one may not
   */
  boolean allUsable();

  /**
   * Whether this backend may be chosen.
   *
   * @param index 0 to {@code size() - 1}; what happens at another one is not said
   * @return whether it may
   */
  boolean isUsable(int index);

  /**
   * Connections open to this backend now; those still connecting count. While any backend is in
   * slow start they are weighed: one that has just come seems to have more than it has.
   *
   * @param index 0 to {@code size() - 1}
   * @return 0 or more
   */
  int activeConnections(int index);

  /**
   * Bytes per second in both directions over the last 2 s.
   *
   * @param index 0 to {@code size() - 1}
   * @return 0 or more
   */
  long bytesPerSecond(int index);
}
