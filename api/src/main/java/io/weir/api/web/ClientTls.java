package io.weir.api.web;

import io.weir.api.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a TLS client trusts, and as whom it shows itself. No file is read here: {@link
 * io.weir.api.PluginContext#clientTls} makes of it what an HTTP client takes. Immutable.
 *
 * @param authorities certificates of the CAs that alone are trusted; empty means the system's
 * @param certificate the client's own certificate chain; empty means none is shown
 * @param key its private key: PKCS#8, PKCS#1 or SEC 1, without a password
 * @param verified whether the server has to show a certificate that is trusted and is for its name;
 *     if not, anyone on the way can read and change what is said
 */
public record ClientTls(
    Optional<PemFile> authorities,
    Optional<PemFile> certificate,
    Optional<PemFile> key,
    boolean verified) {

  /** The system's CAs, and no certificate of its own. */
  public static final ClientTls SYSTEM =
      new ClientTls(Optional.empty(), Optional.empty(), Optional.empty(), true);

  /**
   * Checks that certificate and key come together.
   *
   * @throws InvalidConfigException if one is missing; it names the key of the other
   */
  public ClientTls {
    if (certificate.isPresent() && key.isEmpty()) {
      throw new InvalidConfigException(
          certificate.get().configKey(), "none without the file of its private key");
    }
    if (key.isPresent() && certificate.isEmpty()) {
      throw new InvalidConfigException(
          key.get().configKey(), "none without the file of its certificate");
    }
  }

  /**
   * The three files as gobetween's sections have them: {@code PREFIXcacert_path}, {@code
   * PREFIXcert_path}, {@code PREFIXkey_path}, each of them optional.
   *
   * @param prefix what the keys begin with, e.g. {@code "docker_tls_"}; may be empty
   * @param cacertPath the CAs that alone are trusted; the system's if empty
   * @param certPath the client's own certificate chain; goes with {@code keyPath}
   * @param keyPath its private key
   * @return the files with their keys, verified
   * @throws InvalidConfigException if there is a certificate without a key or a key without one
   */
  public static ClientTls ofKeys(
      String prefix, Optional<Path> cacertPath, Optional<Path> certPath, Optional<Path> keyPath) {
    return new ClientTls(
        cacertPath.map(path -> new PemFile(prefix + "cacert_path", path)),
        certPath.map(path -> new PemFile(prefix + "cert_path", path)),
        keyPath.map(path -> new PemFile(prefix + "key_path", path)),
        true);
  }

  /**
   * Refuses the files, for whoever speaks no TLS: they would be taken for granted while all is said
   * in the clear.
   *
   * @param expected what their keys should have been
   * @throws InvalidConfigException that names the first key, if there is one
   */
  public void requireNoFiles(String expected) {
    authorities
        .or(() -> certificate)
        .ifPresent(file -> {
          throw new InvalidConfigException(file.configKey(), expected);
        });
  }

  /**
   * The same, verified, but only the CAs of a file are trusted.
   *
   * @param newAuthorities the file
   * @return a copy
   */
  public ClientTls trusting(PemFile newAuthorities) {
    return new ClientTls(Optional.of(newAuthorities), certificate, key, true);
  }

  /**
   * The same, but whatever the server shows is taken.
   *
   * @return a copy
   */
  public ClientTls unverified() {
    return new ClientTls(authorities, certificate, key, false);
  }
}
