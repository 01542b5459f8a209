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

  /** How many backends the selector was made over. */
  int size();

  /**
   * Whether every backend may be chosen. If so, {@link #isUsable} need not be asked; this is the
   * usual case and costs nothing.
   */
  boolean allUsable();

  /**
   * Whether this backend may be chosen.
   *
   * @param index 0 to {@code size() - 1}
   */
  boolean isUsable(int index);

  /**
   * Connections open to this backend now, 0 or more; those still connecting count.
   *
   * @param index 0 to {@code size() - 1}
   */
  int activeConnections(int index);

  /**
   * Bytes per second in both directions over the last 2 s, 0 or more.
   *
   * @param index 0 to {@code size() - 1}
   */
  long bytesPerSecond(int index);
}
