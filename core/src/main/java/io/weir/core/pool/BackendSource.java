package io.weir.core.pool;

/**
 * Where connections get their backends from; {@link BackendPool} is the one there is in production.
 */
public interface BackendSource {

  /** Begins choosing for one connection, whatever server name it asks for. */
  Election begin();

  /** Begins choosing for one connection among the backends for the server name it asks for. */
  Election beginByName();
}
