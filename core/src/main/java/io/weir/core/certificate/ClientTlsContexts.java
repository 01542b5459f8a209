package io.weir.core.certificate;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.ClientTls;
import io.weir.api.web.PemFile;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What clients on Java's own TLS engine take, such as its HTTP client. */
public final class ClientTlsContexts {

  private ClientTlsContexts() {}

  /**
   * Reads the files.
   *
   * @throws InvalidConfigException if one cannot be used; it names the key
   */
  public static SSLContext read(ClientTls tls) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown(tls), trusted(tls).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS", e);
    }
  }

  private static KeyManager @Nullable [] shown(ClientTls tls) {
    if (tls.certificate().isEmpty() || tls.key().isEmpty()) {
      return null;
    }
    PemFile certificate = tls.certificate().get();
    PemFile key = tls.key().get();
    try {
      KeyedChain chain = KeyedChain.read(certificate.path(), key.path());
      return KeyStores.showing(chain, KeyStores.ofJava()).getKeyManagers();
    } catch (CertificateFileException e) {
      boolean ofKey = e.configKey().equals("key_path");
      throw new InvalidConfigException((ofKey ? key : certificate).configKey(), e.expected());
    }
  }

  private static TrustManagerFactory trusted(ClientTls tls) {
    // Its managers do not look at the server's name either.
    return tls.verified()
        ? KeyStores.trusting(authorities(tls))
        : InsecureTrustManagerFactory.INSTANCE;
  }

  private static List<X509Certificate> authorities(ClientTls tls) {
    try {
      return tls.authorities().isPresent()
          ? TrustedCertificates.read(tls.authorities().get().path())
          : TrustedCertificates.ofTheSystem();
    } catch (CertificateFileException e) {
      throw new InvalidConfigException(
          tls.authorities().map(PemFile::configKey).orElse(""), e.expected());
    }
  }
}
