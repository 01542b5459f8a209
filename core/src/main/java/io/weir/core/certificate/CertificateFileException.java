package io.weir.core.certificate;

import java.nio.file.Path;

/** A file of a certificate, or of what goes with one, cannot be used. */
public final class CertificateFileException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final boolean key;
  private final String expected;

  /**
   * Reports one.
   *
   * @param file which
   * @param key whether it is the private key's
   * @param expected what would have been right
   */
  public CertificateFileException(Path file, boolean key, String expected) {
    super("\"" + file + "\" (expected: " + expected + ")");
    this.file = file;
    this.key = key;
    this.expected = expected;
  }

  /** What would have been right. */
  public String expected() {
    return expected;
  }

  /** Which file. */
  public Path file() {
    return file;
  }

  /** The last part of the configuration key that names such a file. */
  public String configKey() {
    return key ? "key_path" : "cert_path";
  }
}
