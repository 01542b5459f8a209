package io.weir.core.server;

/**
 * A server that is about to come, or one that runs and is about to go on by other settings. All
 * that may fail has been done. Exactly one of its methods is called, once.
 */
public interface PreparedServer {

  /** Puts it into effect; cannot fail. May block for a second or two. */
  Server commit();

  /** Lets go of what was opened for it. What runs goes on as it was. */
  void rollback();
}
