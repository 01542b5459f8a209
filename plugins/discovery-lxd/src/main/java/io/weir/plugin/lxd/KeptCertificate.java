package io.weir.plugin.lxd;

import io.weir.api.config.InvalidConfigException;
import io.weir.plugin.engine.EngineTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The certificate that a server has to show. LXD's own clients keep one per remote, too: those
 * certificates are signed by nobody, and are not for the server's name.
 */
final class KeptCertificate implements EngineTls.Check {
  private final Path file;
  private Optional<X509Certificate> kept;

  private KeptCertificate(Path file, Optional<X509Certificate> kept) {
    this.file = file;
    this.kept = kept;
  }

  /**
   * Looks for the one of a remote.
   *
   * @throws InvalidConfigException if it is there and cannot be read
   */
  static KeptCertificate of(Path folder, String remote) {
    Path file = folder.resolve("servercerts").resolve(remote + ".crt");
    return new KeptCertificate(
        file, Files.exists(file) ? Optional.of(read(file)) : Optional.empty());
  }

  private static X509Certificate read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | CertificateException e) {
      throw new InvalidConfigException(
          "lxd_config_directory", "a readable certificate in " + file + ": " + e.getMessage());
    }
  }

  /** Whether there is one. */
  synchronized boolean isThere() {
    return kept.isPresent();
  }

  /** Lets in who shows the one that is kept, and keeps the first one if there is none yet. */
  @Override
  public synchronized void check(X509Certificate shown) throws SSLException {
    if (kept.isEmpty()) {
      keep(shown);
      kept = Optional.of(shown);
    } else if (!kept.get().equals(shown)) {
      throw new SSLException("the server shows another certificate than the one in " + file);
    }
  }

  private void keep(X509Certificate shown) throws SSLException {
    try {
      PemFile.write(file, PemFile.text("CERTIFICATE", shown.getEncoded()), false);
    } catch (IOException | CertificateException e) {
      throw new SSLException("the server's certificate cannot be kept in " + file, e);
    }
  }
}
