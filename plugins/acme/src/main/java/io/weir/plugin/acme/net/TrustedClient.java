package io.weir.plugin.acme.net;

import io.weir.api.config.InvalidConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes the HTTP client for a server that may have a certificate of a private CA. */
public final class TrustedClient {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  private TrustedClient() {}

  /**
   * Makes one.
   *
   * @param trust a file of CAs in PEM that alone are trusted; the system's if empty
   * @param key the configuration key that names the file
   * @throws InvalidConfigException if there is no certificate in it
   */
  public static HttpClient create(Optional<Path> trust, String key, Executor executor) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(executor)
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL);
    trust.ifPresent(file -> builder.sslContext(context(file, key)));
    return builder.build();
  }

  private static SSLContext context(Path file, String key) {
    try {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      for (Certificate authority : read(file, key)) {
        authorities.setCertificateEntry(Integer.toString(authorities.size()), authority);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot trust the CAs of " + file, e);
    }
  }

  private static Collection<? extends Certificate> read(Path file, String key)
      throws CertificateException {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | CertificateException _) {
      // The same advice serves for all.
    }
    throw new InvalidConfigException(key, "a file that weir may read, with CA certificates in PEM");
  }
}
