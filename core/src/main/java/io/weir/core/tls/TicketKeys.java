package io.weir.core.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.weir.core.certificate.CertificateFileException;
import io.weir.core.certificate.KeyedChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Keys of session tickets (RFC 5077 section 4) that several nodes share.
 *
 * @param encoded each in base64; new tickets are sealed with the first, and opened with any
 */
record TicketKeys(List<String> encoded) {
  private static final int MOST = 16;
  private static final int LENGTH = OpenSslSessionTicketKey.TICKET_KEY_SIZE;
  private static final String EXPECTED =
      "a line for each key, 1 to %d, with %d random bytes in base64".formatted(MOST, LENGTH);

  /**
   * Reads them: a key a line; empty lines and lines that begin with {@code #} are passed over.
   *
   * @throws CertificateFileException if there is none, or something else
   */
  static TicketKeys read(Path file) throws CertificateFileException {
    String text = new String(KeyedChain.bytes(file, false), StandardCharsets.ISO_8859_1);
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    if (lines.isEmpty() || lines.size() > MOST || !lines.stream().allMatch(TicketKeys::isKey)) {
      throw new CertificateFileException(file, false, EXPECTED);
    }
    return new TicketKeys(lines);
  }

  private static boolean isKey(String line) {
    try {
      return Base64.getDecoder().decode(line).length == LENGTH;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Has a context go by them. */
  void applyTo(OpenSslSessionContext sessions) {
    sessions.setTicketKeys(
        encoded.stream().map(TicketKeys::key).toArray(OpenSslSessionTicketKey[]::new));
  }

  private static OpenSslSessionTicketKey key(String line) {
    byte[] key = Base64.getDecoder().decode(line);
    int hmac = OpenSslSessionTicketKey.NAME_SIZE;
    int aes = hmac + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
    return new OpenSslSessionTicketKey(
        Arrays.copyOfRange(key, 0, hmac),
        Arrays.copyOfRange(key, hmac, aes),
        Arrays.copyOfRange(key, aes, LENGTH));
  }

  /** They are secrets. */
  @Override
  public String toString() {
    return encoded.size() + " ticket keys";
  }
}
