package io.weir.core.pool;

/**
 * Where connections get their backends from; {@link BackendPool} is the one there is in production.
 */
public interface BackendSource {

  /** Begins choosing for one connection. */
  Election begin();
}
