package io.weir.app.source;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.weir.app.OperatorException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Whom an HTTPS client trusts, and as whom it shows itself.
 *
 * @param authorities a PEM file with the CAs to trust; null means the system's
 * @param certificate a PEM file with the client's certificate chain; null means none
 * @param key a PEM file with its private key (PKCS#8)
 */
public record HttpTrust(
    @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {

  /** The system's CAs, and no certificate of its own. */
  public static final HttpTrust SYSTEM = new HttpTrust(null, null, null);

  /**
   * Reads the files.
   *
   * @throws OperatorException if one cannot be used
   */
  SSLContext context() {
    if ((certificate == null) != (key == null)) {
      throw new OperatorException("a client certificate and its key go together");
    }
    // The JDK reads no PEM files by itself.
    SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
    try {
      if (authorities != null) {
        builder.trustManager(authorities.toFile());
      }
      if (certificate != null && key != null) {
        builder.keyManager(certificate.toFile(), key.toFile());
      }
      return ((JdkSslContext) builder.build()).context();
    } catch (SSLException | IllegalArgumentException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new OperatorException("TLS: a file cannot be used: " + reason.getMessage());
    }
  }
}
