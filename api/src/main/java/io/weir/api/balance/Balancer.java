package io.weir.api.balance;

import io.weir.api.Backend;
import java.util.List;

/**
 * One server's way of choosing backends. It lives as long as its server and keeps what has to
 * outlive a change of the set: cursors, tables, averages.
 */
public interface Balancer extends AutoCloseable {

  /**
   * Prepares the choice among a set of backends. Called whenever the set changes (also once per
   * subset that weir prepares for server names), on a thread of its own; calls never overlap, but
   * selectors made earlier may still be in use. May sort and allocate; should be done in
   * milliseconds. After 5 s, for all sets together that one change makes new, the thread is
   * interrupted. Until the calls have returned, and after one that threw, connections go to any
   * usable backend.
   *
   * @param backends the backends that are live and enabled, ordered by {@code host:port}
   *     (bytewise), without duplicates; may be empty
   * @return an immutable chooser among them; null counts as a call that threw
   */
  Selector over(List<Backend> backends);

  /**
   * Feedback on a choice, called on an event loop, on several at the same time: must not block,
   * lock or allocate. Also called for backends that have left the set since. Default: ignored.
   *
   * @param backend what was chosen
   * @param outcome what came of it
   * @param nanos how long it took: connecting for {@link Outcome#CONNECTED} and {@link
   *     Outcome#FAILED}, the whole connection for {@link Outcome#CLOSED}
   */
  default void outcome(Backend backend, Outcome outcome, long nanos) {}

  /** Frees what it holds. Called once, when its server has ended; weir waits for 5 s at most. */
  @Override
  default void close() throws Exception {}
}
