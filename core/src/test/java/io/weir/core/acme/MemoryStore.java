package io.weir.core.acme;

import io.weir.api.certificate.CertificateStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A store that several weirs of a test share. */
final class MemoryStore implements CertificateStore {
  final Map<String, byte[]> entries = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();
  volatile boolean down;
  volatile boolean readOnly;
  volatile boolean losesLocks;

  @Override
  public Optional<byte[]> load(String name) throws IOException {
    if (down) {
      throw new IOException("the store is down");
    }
    return Optional.ofNullable(entries.get(name));
  }

  @Override
  public void save(String name, byte[] value) throws IOException {
    if (down || readOnly) {
      throw new IOException("the store takes nothing");
    }
    entries.put(name, value);
  }

  @Override
  public void delete(String name) {
    entries.remove(name);
  }

  @Override
  public Lock lock(String name, Duration lease) throws InterruptedException {
    Semaphore lock = locks.computeIfAbsent(name, _ -> new Semaphore(1));
    lock.acquire();
    return new Lock() {
      @Override
      public boolean isHeld() {
        return !losesLocks;
      }

      @Override
      public void close() {
        lock.release();
      }
    };
  }
}
