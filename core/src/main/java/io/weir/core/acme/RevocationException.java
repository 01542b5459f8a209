package io.weir.core.acme;

/** A certificate could not be revoked. The message is one line. */
public final class RevocationException extends Exception {
  private static final long serialVersionUID = 1;

  RevocationException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
