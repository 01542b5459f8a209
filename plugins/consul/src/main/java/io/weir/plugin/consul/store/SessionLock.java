package io.weir.plugin.consul.store;

import io.weir.api.certificate.CertificateStore;
import io.weir.plugin.consul.client.ConsulClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** A key that is held by a session, which is renewed until the lock is closed. */
final class SessionLock implements CertificateStore.Lock {
  /** How soon a renewal that has failed is tried again. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ConsulClient consul;
  private final String key;
  private final LockSession session;
  private final Lease lease;
  private final Logger log;
  private final Consumer<SessionLock> forget;

  /** At 0 once it is closed. */
  private final CountDownLatch open = new CountDownLatch(1);

  private volatile boolean lost;

  /**
   * Takes over a session that has the key.
   *
   * @param forget told when it is closed
   */
  SessionLock(
      ConsulClient consul,
      String key,
      LockSession session,
      Lease lease,
      Logger log,
      Consumer<SessionLock> forget) {
    this.consul = consul;
    this.key = key;
    this.session = session;
    this.lease = lease;
    this.log = log;
    this.forget = forget;
  }

  /** Renews the session from now on. */
  void keepAlive(Executor executor) {
    executor.execute(() -> {
      try {
        renewUntilClosed();
      } catch (InterruptedException _) {
        // The store was closed, and this with it.
      }
    });
  }

  private void renewUntilClosed() throws InterruptedException {
    boolean failing = false;
    Duration pause = lease.renewal();
    while (!open.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        if (!session.renew()) {
          lost();
          return;
        }
        failing = false;
        pause = lease.renewal();
      } catch (IOException e) {
        if (!failing) {
          log.warn("{}: the session of a lock cannot be renewed: {}", key, e.getMessage());
        }
        failing = true;
        pause = RETRY;
      }
    }
  }

  private void lost() {
    if (open.getCount() > 0) {
      lost = true;
      log.warn("{}: the lock was lost: its session was ended", key);
    }
  }

  /** Consul alone knows: whoever cannot ask does not have it for sure. */
  @Override
  public boolean isHeld() throws IOException, InterruptedException {
    return open.getCount() > 0 && !lost && KeyState.now(consul, key).holder().equals(session.id());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (open.getCount() == 0) {
      return;
    }
    open.countDown();
    forget.accept(this);
    session.end();
  }
}
