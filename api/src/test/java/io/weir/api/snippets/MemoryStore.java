package io.weir.api.snippets;

import io.weir.api.PluginContext;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.certificate.EntryName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

// @start region="store"
/** Keeps entries in memory, as a stand-in. All its products are one store. */
final class MemoryStore implements CertificateStore {
  private final Map<String, byte[]> entries;
  private final Map<String, Semaphore> locks;

  private MemoryStore(Map<String, byte[]> entries, Map<String, Semaphore> locks) {
    this.entries = entries;
    this.locks = locks;
  }

  /** Is selected by {@code acme.store.kind = memory}. */
  static final class Factory implements CertificateStoreFactory<NoKeys> {
    // There is one factory in a process, and what products share lies in it.
    private final Map<String, byte[]> entries = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();

    @Override
    public String kind() {
      return "memory";
    }

    @Override
    public Class<NoKeys> configType() {
      return NoKeys.class;
    }

    @Override
    public CertificateStore create(NoKeys config, PluginContext context) {
      return new MemoryStore(entries, locks);
    }
  }

  record NoKeys() {}

  @Override
  public Optional<byte[]> load(String name) {
    return Optional.ofNullable(entries.get(EntryName.checked(name))).map(byte[]::clone);
  }

  @Override
  public void save(String name, byte[] value) {
    entries.put(EntryName.checked(name), value.clone());
  }

  @Override
  public void delete(String name) {
    entries.remove(EntryName.checked(name));
  }

  /** No holder dies without the store, so the lease is of no use. */
  @Override
  public Lock lock(String name, Duration lease) throws InterruptedException {
    Semaphore lock = locks.computeIfAbsent(EntryName.checked(name), _ -> new Semaphore(1));
    lock.acquire();
    return lock::release;
  }
}
// @end
