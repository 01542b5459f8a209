package io.weir.core.acme;

import io.weir.api.certificate.CertificateStore;
import io.weir.core.certificate.KeyedChain;
import io.weir.core.plugin.Reason;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates in the store: an entry for each name, as weir or autocert writes it. */
final class StoredCertificates implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(StoredCertificates.class);

  private static final String BROKEN = "broken/";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How long other holders of a lock are waited for. */
  private static final Duration LOCK_LIMIT = Duration.ofMinutes(10);

  private static final Duration LEASE = Duration.ofSeconds(60);

  private final CertificateStore store;
  private final PluginCalls calls;

  /** The store is owned by this from now on. */
  StoredCertificates(CertificateStore store, PluginCalls calls) {
    this.store = store;
    this.calls = calls;
  }

  /** Reads a name's certificate; null if there is none, or none of use, which stays where it is. */
  @Nullable KeyedChain peek(String name) throws AttemptException, InterruptedException {
    Optional<byte[]> entry = entry(name);
    try {
      KeyedChain chain = entry.isEmpty() ? null : KeyedChain.parse(entry.get());
      return chain != null && chain.covers(name) ? chain : null;
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /**
   * Reads a name's certificate. An entry of no use is moved out of the way: it will be overwritten,
   * but might be all that is left of something.
   *
   * @return null if there is none, or none of use
   */
  @Nullable KeyedChain load(String name) throws AttemptException, InterruptedException {
    Optional<byte[]> entry = entry(name);
    if (entry.isEmpty()) {
      return null;
    }
    String reason;
    try {
      KeyedChain chain = KeyedChain.parse(entry.get());
      if (chain.covers(name)) {
        return chain;
      }
      reason = "the certificate is for other names";
    } catch (GeneralSecurityException e) {
      reason = Reason.of(e);
    }
    String broken = BROKEN + name;
    if (loaded(broken).isEmpty()) {
      calls.run("save", LIMIT, () -> store.save(broken, entry.get()));
      logger.warn(
          "acme: {}: what is kept cannot be used: {}; it is moved to {}", name, reason, broken);
    }
    return null;
  }

  /** autocert keeps certificates with RSA keys beside the others. */
  private Optional<byte[]> entry(String name) throws AttemptException, InterruptedException {
    Optional<byte[]> entry = loaded(name);
    return entry.isEmpty() ? loaded(name + "+rsa") : entry;
  }

  private Optional<byte[]> loaded(String entry) throws AttemptException, InterruptedException {
    return calls.call("load", LIMIT, () -> store.load(entry));
  }

  /** Keeps a name's certificate. */
  void save(String name, KeyedChain chain) throws AttemptException, InterruptedException {
    calls.run("save", LIMIT, () -> store.save(name, chain.pem()));
  }

  /** Takes the lock on a name; waits for other holders, but not for ever. */
  CertificateStore.Lock lock(String name) throws AttemptException, InterruptedException {
    return calls.call("lock", LOCK_LIMIT, () -> store.lock(name, LEASE), PluginCalls::close);
  }

  /** Whether a lock is still held. */
  boolean isHeld(CertificateStore.Lock lock) throws AttemptException, InterruptedException {
    return calls.call("lock", LIMIT, lock::isHeld);
  }

  @Override
  public void close() {
    PluginCalls.close(store);
  }
}
