package io.weir.api.discovery;

import io.weir.api.Backend;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the backends of one server. weir decides when: it calls {@link #fetch} at the start, every
 * {@code interval}, and 2 s after a failure, never twice at the same time. All calls come on
 * threads of their own and may block; an interrupt means stop.
 */
public interface Discovery extends AutoCloseable {

  /**
   * Asks once.
   *
   * @return the backends there are now, in any order, at most 1,000,000; an empty list says that
   *     there are none. Of several with the same address the last one counts
   * @throws Exception if they cannot be found out; the section's {@code failpolicy} then decides
   *     whether the last good list stays. The message is logged, so it has to make sense to an
   *     operator and hold no secret
   */
  List<Backend> fetch() throws Exception;

  /**
   * For sources that tell of changes by themselves: hands each new list to {@code changes} until
   * interrupted. Called once after each successful {@link #fetch} that found no watch running, on a
   * thread of its own; fetches go on at the interval beside it. The default does not watch.
   *
   * @param changes takes a complete list, as {@link #fetch} returns it, from any thread; never
   *     blocks for long, and throws an unchecked exception if it is no such list
   * @throws Exception if watching ends; treated like a failed fetch, after which it is called again
   */
  default void watch(Consumer<List<Backend>> changes) throws Exception {}

  /**
   * Frees what it holds. Called once, after its last call returned or was interrupted; weir waits
   * for 5 s at most.
   */
  @Override
  default void close() throws Exception {}
}
