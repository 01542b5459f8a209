package io.weir.core.certificate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates of authorities that are trusted. */
public final class TrustedCertificates {
  /** Where Linux distributions keep theirs; the first that is there counts, as with Go. */
  private static final List<Path> OF_SYSTEMS =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private TrustedCertificates() {}

  /**
   * Those in a PEM file, at least one.
   *
   * @throws CertificateFileException if there is none
   */
  public static List<X509Certificate> read(Path file) throws CertificateFileException {
    return KeyedChain.chain(file, KeyedChain.bytes(file, false));
  }

  /**
   * Those that the system trusts; where it has none, those that came with Java.
   *
   * @throws CertificateFileException if the system's file cannot be read
   */
  public static List<X509Certificate> ofTheSystem() throws CertificateFileException {
    for (Path file : OF_SYSTEMS) {
      if (Files.exists(file)) {
        return read(file);
      }
    }
    return ofJava();
  }

  private static List<X509Certificate> ofJava() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      @Nullable KeyStore none = null;
      factory.init(none);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager trusting) {
          return Arrays.asList(trusting.getAcceptedIssuers());
        }
      }
      return List.of();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no trusted certificates", e);
    }
  }
}
