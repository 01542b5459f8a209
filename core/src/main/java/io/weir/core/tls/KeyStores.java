package io.weir.core.tls;

import io.netty.handler.ssl.OpenSslX509KeyManagerFactory;
import io.weir.core.certificate.KeyedChain;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates in the form that engines take, made once for all contexts that need the same: it
 * takes longer than the rest of a context.
 */
final class KeyStores {

  private KeyStores() {}

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    char @Nullable [] noPassword = null;
    store.load(null, noPassword);
    return store;
  }

  /** Shows one certificate. */
  static KeyManagerFactory showing(KeyedChain chain, TlsEngine engine) {
    char[] noPassword = {};
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          "key", chain.key(), noPassword, chain.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          engine.isNative()
              ? new OpenSslX509KeyManagerFactory()
              : KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, noPassword);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Trusts what these have signed; nothing if there are none. */
  static TrustManagerFactory trusting(List<X509Certificate> authorities) {
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
