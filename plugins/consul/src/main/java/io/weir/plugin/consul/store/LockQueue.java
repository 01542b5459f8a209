package io.weir.plugin.consul.store;

import io.weir.plugin.consul.client.ConsulClient;
import java.io.IOException;
import java.time.Duration;

/** Waits for a key that another session may hold, and takes it. */
final class LockQueue {
  /**
   * How soon the key is looked at again where nothing tells of a change: in the lock delay after a
   * holder was lost, and where answers have no index.
   */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ConsulClient consul;
  private final String key;
  private final Lease lease;

  LockQueue(ConsulClient consul, String key, Lease lease) {
    this.consul = consul;
    this.key = key;
    this.lease = lease;
  }

  /**
   * The session that has the key then. Whoever is interrupted, or fails, leaves nothing behind.
   *
   * @throws IOException if Consul fails
   */
  LockSession take() throws IOException, InterruptedException {
    LockSession session = LockSession.create(consul, key, lease);
    try {
      while (!session.acquire()) {
        awaitFree(session);
      }
      return session;
    } catch (Throwable e) {
      // The key may have come with an answer that was not waited for.
      abandon(session, e);
      throw e;
    }
  }

  private void awaitFree(LockSession session) throws IOException, InterruptedException {
    KeyState state = KeyState.now(consul, key);
    if (state.isFree()) {
      Thread.sleep(PAUSE);
      renew(session);
    }
    while (!state.isFree()) {
      if (state.index() == 0) {
        Thread.sleep(PAUSE);
      }
      state = state.next(consul, key, lease.renewal());
      renew(session);
    }
  }

  private void renew(LockSession session) throws IOException, InterruptedException {
    if (!session.renew()) {
      throw new IOException("the session that waits for the lock was ended");
    }
  }

  /** An interrupt has done its work: what is left to be done takes 4 s at most. */
  private static void abandon(LockSession session, Throwable reason) {
    boolean interrupted = Thread.interrupted();
    try {
      session.end();
    } catch (IOException e) {
      reason.addSuppressed(e);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
