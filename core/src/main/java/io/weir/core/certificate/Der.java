package io.weir.core.certificate;

import java.io.ByteArrayOutputStream;

/** Writes ASN.1 as X.509 and PKCS#8 have it (DER, X.690). */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int UTC_TIME = 0x17;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /**
   * One value: tag, length, content.
   *
   * @param contents shorter than 64 KiB together
   */
  static byte[] tagged(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    // As short as can be: engines refuse anything else.
    if (content.size() < 0x80) {
      out.write(content.size());
    } else if (content.size() < 0x100) {
      out.write(0x81);
      out.write(content.size());
    } else {
      out.write(0x82);
      out.write(content.size() >> 8);
      out.write(content.size());
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
