package io.weir.core.hello;

/**
 * What a client whose ClientHello was read can be told before anything is encrypted (RFC 8446
 * section 6): why there will be no handshake.
 */
public enum PlainAlert {
  /** There is no certificate for the name that it asks for (RFC 6066 section 3). */
  UNRECOGNIZED_NAME(112),
  /** None of the application protocols that it offers is spoken (RFC 7301 section 3.2). */
  NO_APPLICATION_PROTOCOL(120);

  private static final byte RECORD_OF_ALERT = 21;
  private static final byte FATAL = 2;

  private final int description;

  PlainAlert(int description) {
    this.description = description;
  }

  /** The whole record. */
  public byte[] bytes() {
    return new byte[] {RECORD_OF_ALERT, 3, 3, 0, 2, FATAL, (byte) description};
  }
}
