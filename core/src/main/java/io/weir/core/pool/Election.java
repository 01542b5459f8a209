package io.weir.core.pool;

import io.weir.api.balance.ConnectionInfo;
import io.weir.api.balance.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Choosing a backend for one connection, another one when the first refuses. It belongs to one
 * connection and its event loop. Every member it hands out holds a place below the member's limit
 * until {@link #release} gives it back.
 */
public interface Election {

  /**
   * Makes sure that it is known among whom to choose for the connection. Where that takes a look at
   * a server name that nobody has asked for lately, it does not wait for it.
   *
   * @param waiter told later, once, if it was not known yet; then this is to be called again
   * @return whether it is known
   */
  default boolean prepare(ConnectionInfo connection, Waiter waiter) {
    return true;
  }

  /**
   * Ends the waiting of a connection that {@link #prepare} has told to wait, so that nothing is
   * kept for connections that have ended. It may still be told.
   */
  default void stopWaiting(ConnectionInfo connection, Waiter waiter) {}

  /** Whoever waits for it to be known among whom to choose. */
  @FunctionalInterface
  interface Waiter {
    /** It may be known now. Called on any thread; must not block. */
    void prepared();
  }

  /**
   * Chooses a member that this election has not handed out before, and takes a place on it. Neither
   * blocks, locks nor allocates.
   *
   * @return the member, or null if there is none left, or if it is not known whom there is
   */
  @Nullable PoolMember elect(ConnectionInfo connection);

  /** Forgets whom it has handed out, so that all may be chosen again. */
  void beginAnew();

  /**
   * Tells the balancer what came of a member.
   *
   * @param member one that this election handed out
   * @param outcome what came of it
   * @param nanos how long it took
   */
  void report(PoolMember member, Outcome outcome, long nanos);

  /** Gives back the place on a member. */
  void release(PoolMember member);
}
