package io.weir.api.balance;

import io.weir.api.Backend;
import java.util.List;

/**
 * One server's way of choosing backends. It lives as long as its server, unless {@code balance} or
 * the record of {@code servers.X.balancer} changes, and keeps what has to outlive a change of the
 * set: cursors, tables, averages.
 */
public interface Balancer extends AutoCloseable {

  /**
   * Prepares the choice among a set of backends. Called whenever the set, or what is said of a
   * backend in it, changes, also once per subset that weir prepares for server names; a set in
   * which nothing changed keeps its selector. All calls for one change come one after the other on
   * one platform thread; calls never overlap, but selectors made earlier may still be in use, and
   * stay so until the new one is there. May sort and allocate; should be done in milliseconds.
   *
   * <p>After 5 s, for all sets together that one change makes new, the thread is interrupted and
   * connections go to any usable backend; if it returns later than that, it is called anew. After a
   * call that threw they do so, too, until a set changes and this is called again.
   *
   * @param backends the backends that are live and enabled, ordered by {@code host:port}
   *     (bytewise), without duplicates, immutable; may be empty. The indexes of {@link Candidates}
   *     are those of this list
   * @return an immutable chooser among them; null counts as a call that threw
   */
  Selector over(List<Backend> backends);

  /**
   * Feedback on a choice, called on an event loop, on several at the same time: must not block,
   * lock or allocate. Also called for backends that have left the set since. None begins any more
   * once {@link #close} is called, but one may still be under way then. What it throws is logged
   * once and ignored. Default: ignored.
   *
   * @param backend what was chosen, as weir knows it now: of the same address, but its weight and
   *     the like may differ from what {@link #over} was given
   * @param outcome what came of it
   * @param nanos how long it took, 0 or more: connecting for {@link Outcome#CONNECTED} and {@link
   *     Outcome#FAILED}, the whole connection for {@link Outcome#CLOSED}. UDP has no connecting: 0
   *     for {@code CONNECTED}, and for a {@code FAILED} how long the backend had been the session's
   */
  default void outcome(Backend backend, Outcome outcome, long nanos) {}

  /**
   * Frees what it holds. Called once, on a thread of its own, when its server has ended or has
   * another balancer; weir waits for 5 s at most. A selector that is choosing at that moment goes
   * on. By default there is nothing to free.
   *
   * @throws Exception is logged, and of no other consequence
   */
  @Override
  default void close() throws Exception {}
}
