package io.weir.core.connection;

/** Settings that the clients of a server are about to begin by. One of its methods is called. */
public interface ClientChange {

  /** Has those that come from now on begin by them; cannot fail. */
  void commit();

  /** Lets go of what was opened for them. */
  void rollback();
}
