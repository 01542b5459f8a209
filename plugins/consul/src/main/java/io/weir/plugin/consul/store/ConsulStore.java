package io.weir.plugin.consul.store;

import io.weir.api.PluginContext;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.EntryName;
import io.weir.plugin.consul.client.ConsulAnswer;
import io.weir.plugin.consul.client.ConsulClient;
import io.weir.plugin.consul.client.ConsulRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A key of Consul's for each entry, and one for each lock. */
final class ConsulStore implements CertificateStore {
  /** What Consul takes unless its {@code kv_max_value_size} says otherwise. */
  static final int LARGEST = 512 * 1024;

  /** No entry's name has a part that begins with a dot. */
  private static final String LOCKS = "/.locks/";

  private final String prefix;
  private final ConsulClient consul;
  private final PluginContext context;
  private final Set<SessionLock> locks = ConcurrentHashMap.newKeySet();

  /**
   * Nothing is asked yet.
   *
   * @param prefix what keys begin with, without a slash at its end
   * @param consul closed with the store
   */
  ConsulStore(String prefix, ConsulClient consul, PluginContext context) {
    this.prefix = prefix;
    this.consul = consul;
    this.context = context;
  }

  /** Whoever has just got the lock has to see what its last holder has saved. */
  @Override
  public Optional<byte[]> load(String name) throws IOException, InterruptedException {
    ConsulRequest request =
        ConsulRequest.get(KeyState.API, key(name)).with("raw").with("consistent");
    try (ConsulAnswer answer = consul.send(request)) {
      return answer.isMissing() ? Optional.empty() : Optional.of(answer.bytes(LARGEST));
    }
  }

  @Override
  public void save(String name, byte[] value) throws IOException, InterruptedException {
    ConsulRequest request = ConsulRequest.put(KeyState.API, key(name), value);
    if (value.length > LARGEST) {
      throw new IllegalArgumentException(
          "value of "
              + name
              + ": "
              + value.length
              + " bytes (expected: "
              + LARGEST
              + " at most, as Consul takes no more)");
    }
    change(request);
  }

  @Override
  public void delete(String name) throws IOException, InterruptedException {
    change(ConsulRequest.delete(KeyState.API, key(name)));
  }

  private void change(ConsulRequest request) throws IOException, InterruptedException {
    try (ConsulAnswer answer = consul.send(request)) {
      if (!answer.isDone()) {
        throw new IOException("Consul has not made the change");
      }
    }
  }

  @Override
  public Lock lock(String name, Duration lease) throws IOException, InterruptedException {
    String key = prefix + LOCKS + EntryName.checked(name);
    Lease terms = Lease.of(lease);
    LockSession session = new LockQueue(consul, key, terms).take();
    SessionLock lock =
        new SessionLock(consul, key, session, terms, context.logger(), locks::remove);
    locks.add(lock);
    try {
      lock.keepAlive(context.executor());
      return lock;
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  private String key(String name) {
    return prefix + "/" + EntryName.checked(name);
  }

  /** Frees the locks that are still held: else others would have to wait for their lease. */
  @Override
  public void close() throws IOException, InterruptedException {
    try {
      for (SessionLock lock : locks) {
        lock.close();
      }
    } finally {
      consul.close();
    }
  }
}
