package io.weir.plugin.acme.directory;

import io.weir.api.certificate.CertificateStore;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;

/**
 * Our account at one directory. Its key is kept in the store, under a name made of the directory's
 * address, so that all weirs of a store have one account; the account itself is found by its key.
 */
final class Accounts {
  /** Under which autocert, and so gobetween, keeps its account's key. */
  private static final String OF_AUTOCERT = "acme_account+key";

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final DirectorySettings settings;
  private final String entry;
  private final ReentrantLock finding = new ReentrantLock();
  private final AtomicReference<@Nullable Account> found = new AtomicReference<>();

  private record Account(URL url, KeyPair key) {}

  Accounts(DirectorySettings settings) {
    this.settings = settings;
    this.entry = entry(settings.url());
  }

  private static String entry(URI url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(url.toString().getBytes(StandardCharsets.UTF_8));
      String host = url.getHost().replaceAll("[^A-Za-z0-9.-]", "_");
      return "accounts/" + host + "-" + HexFormat.of().formatHex(digest, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Logs in; makes the account if there is none. One thread at a time asks the directory. */
  Login login(Session session, CertificateStore store) throws Exception {
    Account known = found.get();
    if (known == null) {
      finding.lockInterruptibly();
      try {
        known = found.get();
        if (known == null) {
          known = find(session, store);
          found.set(known);
        }
      } finally {
        finding.unlock();
      }
    }
    return session.login(known.url(), known.key());
  }

  /** The directory knows it no more: the next login looks for it anew. */
  void forget() {
    found.set(null);
  }

  private Account find(Session session, CertificateStore store) throws Exception {
    try (CertificateStore.Lock _ = store.lock(entry, LEASE)) {
      KeyPair key = key(store);
      AccountBuilder builder = new AccountBuilder().useKeyPair(key).agreeToTermsOfService();
      settings.email().ifPresent(builder::addEmail);
      settings
          .externalAccount()
          .ifPresent(account -> builder.withKeyIdentifier(account.kid(), account.hmac().value()));
      return new Account(builder.createLogin(session).getAccountLocation(), key);
    }
  }

  /** Kept before it is used: who is killed in between finds the same account again. */
  private KeyPair key(CertificateStore store) throws Exception {
    Optional<byte[]> kept = store.load(entry);
    if (kept.isPresent()) {
      return read(entry, kept.get());
    }
    Optional<byte[]> ofAutocert = store.load(OF_AUTOCERT);
    KeyPair key = ofAutocert.isPresent() ? read(OF_AUTOCERT, ofAutocert.get()) : generate();
    store.save(entry, KeyPem.write(key));
    return key;
  }

  private static KeyPair read(String name, byte[] pem) throws IOException {
    try {
      return KeyPem.read(pem);
    } catch (IOException e) {
      throw new IOException(
          "the account's key \""
              + name
              + "\" in the store: "
              + e.getMessage()
              + "; put it right, or move it away to have another account made",
          e);
    }
  }

  static KeyPair generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
