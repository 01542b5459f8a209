package io.weir.core.acme;

import io.weir.api.certificate.CertificateStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that several weirs of a test share. */
final class MemoryStore implements CertificateStore {
  final Map<String, byte[]> entries = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();
  volatile boolean down;
  volatile boolean readOnly;
  volatile boolean losesLocks;

  /** How often it was asked for an entry. */
  final AtomicInteger loads = new AtomicInteger();

  /** Before it opens no entry is told of. */
  volatile CountDownLatch answers = new CountDownLatch(0);

  /** Has happened before a lock is free. */
  volatile Runnable freeing = () -> {};

  /** Whether somebody waits for the lock on a name. */
  boolean isAwaited(String name) {
    Semaphore lock = locks.get(name);
    return lock != null && lock.hasQueuedThreads();
  }

  @Override
  public Optional<byte[]> load(String name) throws IOException, InterruptedException {
    loads.incrementAndGet();
    answers.await();
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
        freeing.run();
        lock.release();
      }
    };
  }
}
