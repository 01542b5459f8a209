package io.weir.core.plugin;

import io.weir.api.certificate.CertificateStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A plugin's certificate store behind its guard. */
final class GuardedCertificateStore implements CertificateStore {
  private final CertificateStore store;
  private final ProductGuard guard;

  GuardedCertificateStore(CertificateStore store, ProductGuard guard) {
    this.store = store;
    this.guard = guard;
  }

  @Override
  public Optional<byte[]> load(String name) throws Exception {
    return guard.call(() -> store.load(name));
  }

  @Override
  public void save(String name, byte[] value) throws Exception {
    guard.run(() -> store.save(name, value));
  }

  @Override
  public void delete(String name) throws Exception {
    guard.run(() -> store.delete(name));
  }

  @Override
  public Lock lock(String name, Duration lease) throws Exception {
    return new GuardedLock(guard.call(() -> store.lock(name, lease)));
  }

  @Override
  public void close() {
    guard.close(store);
  }

  private final class GuardedLock implements Lock {
    private final Lock lock;
    private final AtomicBoolean freed = new AtomicBoolean();

    GuardedLock(Lock lock) {
      this.lock = lock;
    }

    @Override
    public boolean isHeld() throws Exception {
      return guard.call(lock::isHeld);
    }

    @Override
    public void close() {
      if (freed.compareAndSet(false, true)) {
        guard.closeWithinLimit(lock);
      }
    }
  }
}
