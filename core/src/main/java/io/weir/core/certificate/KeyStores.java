package io.weir.core.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates in the form that TLS engines take. */
public final class KeyStores {

  private KeyStores() {}

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    char @Nullable [] noPassword = null;
    store.load(null, noPassword);
    return store;
  }

  /** The factory of Java's own engine. */
  public static KeyManagerFactory ofJava() {
    try {
      return KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS", e);
    }
  }

  /**
   * Shows one certificate.
   *
   * @param factory an engine's, which is to take it
   * @return the factory
   * @throws IllegalArgumentException if the engine does not take it
   */
  public static KeyManagerFactory showing(KeyedChain chain, KeyManagerFactory factory) {
    char[] noPassword = {};
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          "key", chain.key(), noPassword, chain.chain().toArray(X509Certificate[]::new));
      factory.init(store, noPassword);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Trusts what these have signed; nothing if there are none.
   *
   * @throws IllegalArgumentException if they cannot be taken
   */
  public static TrustManagerFactory trusting(List<X509Certificate> authorities) {
    try {
      KeyStore store = empty();
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry(String.valueOf(i), authorities.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
