package io.weir.core.pool;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Where connections get their backends from; {@link BackendPool} is the one there is in production.
 */
public interface BackendSource {

  /** Begins choosing for one connection, whatever server name it asks for. */
  Election begin();

  /** Begins choosing for one connection among the backends for the server name it asks for. */
  Election beginByName();

  /**
   * Tells somebody, from now on, whose open connections are to be closed because its checks fail.
   *
   * @param listener called on any thread; must not block
   */
  default void whenDown(Consumer<Set<PoolMember>> listener) {}
}
