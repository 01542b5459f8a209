package io.weir.api.discovery;

import io.weir.api.Backend;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the backends of one server. One is made for each server, and made anew only if its own keys
 * change; it is closed when its server has ended. weir decides when: it calls {@link #fetch} at the
 * start, every {@code interval} after a success ({@code 0}: no more), and 2 s after a failure.
 *
 * <p>Each call comes on a platform thread of its own, with the plugin's class loader as the context
 * loader, and may block; an interrupt means stop. There are never two calls of {@link #fetch}, nor
 * two of {@link #watch}, at the same time, but one of each. One that does not stop when it is
 * interrupted is waited for: each time another fetch would have been due counts as a failure until
 * it has returned.
 */
public interface Discovery extends AutoCloseable {

  /**
   * Asks once. After the section's {@code timeout} ({@link DiscoveryFactory#defaultTimeout} if it
   * has none; 0 means no limit) the thread is interrupted, and the fetch has failed whatever it
   * still returns. Nothing need be remembered from one call to the next: weir compares the lists.
   *
   * @return the backends there are now, in any order, at most 1,000,000; an empty list says that
   *     there are none. Of several with the same address the last one counts. weir copies it before
   *     the thread goes on, so it may be used again. Null, an element that is null or no {@link
   *     Backend}, and a longer list count as a failure
   * @throws Exception if they cannot be found out; the section's {@code failpolicy} then decides
   *     whether the last good list stays, or none is left. The message is logged, so it has to make
   *     sense to an operator and hold no secret
   */
  List<Backend> fetch() throws Exception;

  /**
   * For sources that tell of changes by themselves: hands each new list to {@code changes} until
   * interrupted, which happens when the server ends or gets another discovery. Called after each
   * successful {@link #fetch} that found no watch running, without a deadline; fetches go on at the
   * interval beside it. What came between the fetch and this call has no event: hand on a first
   * list at once. Returning is no failure: it is called again after the next successful fetch, if
   * the interval lets one come. The default returns at once and so does not watch.
   *
   * @param changes takes a complete list, as {@link #fetch} returns it, from any thread and also
   *     several times at once; the last one counts. It never blocks for long, throws an unchecked
   *     exception if it is no such list, and ignores what comes after this method has returned
   * @throws Exception if watching ends; treated like a failed fetch: {@code failpolicy}, a fetch
   *     after 2 s, and after that it is called again. {@link InterruptedException} when it was told
   *     to stop
   */
  default void watch(Consumer<List<Backend>> changes) throws Exception {}

  /**
   * Frees what it holds. Called once, on a thread of its own, after its last call returned or was
   * interrupted and had 1 s to return; weir waits for 5 s at most. By default there is nothing to
   * free.
   *
   * @throws Exception is logged, and of no other consequence
   */
  @Override
  default void close() throws Exception {}
}
