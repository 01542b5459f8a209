package io.weir.core.hello;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts a ClientHello together from the bytes that a client sends first, however they are cut into
 * segments and into records (RFC 8446 section 5.1). Bytes that cannot be one are known as early as
 * the first that is wrong. Each byte is looked at once, and no more than {@link #MOST} of them are
 * kept.
 */
public final class HelloReader {
  /** The longest ClientHello that is read, with its handshake header, in bytes. */
  public static final int MOST = 64 * 1024;

  /** Room for record headers on top: hundreds of tiny records are no honest client's. */
  private static final int MOST_HEADERS = 4 * 1024;

  private static final int RECORD_HEADER = 5;
  private static final int RECORD_OF_HANDSHAKE = 22;
  private static final int LONGEST_RECORD = 16 * 1024;
  private static final int HANDSHAKE_HEADER = 4;
  private static final int CLIENT_HELLO = 1;

  /** How far it is. */
  public enum Progress {
    /** More bytes are needed. */
    INCOMPLETE,
    /** {@link #hello} knows what it says. */
    COMPLETE,
    /** It is longer than what is read. */
    TOO_LARGE
  }

  private final byte[] header = new byte[RECORD_HEADER];
  private byte[] message = new byte[512];
  private int headerLength;
  private int leftInRecord;
  private int length;
  private int headers;
  private Progress progress = Progress.INCOMPLETE;
  private ClientHello hello = ClientHello.NONE;

  /** Nothing was read yet. */
  public HelloReader() {}

  /** What was read; {@link ClientHello#NONE} if it was no ClientHello. */
  public ClientHello hello() {
    return hello;
  }

  /** Takes the bytes that come next. Those behind the hello are left alone. */
  public Progress add(ByteBuffer bytes) {
    while (progress == Progress.INCOMPLETE && bytes.hasRemaining()) {
      if (leftInRecord == 0) {
        addToHeader(bytes.get());
      } else {
        addToMessage(bytes);
      }
    }
    return progress;
  }

  private void addToHeader(byte next) {
    header[headerLength++] = next;
    boolean possible =
        switch (headerLength) {
          case 1 -> next == RECORD_OF_HANDSHAKE;
          case 2 -> next == 3;
          default -> true;
        };
    if (!possible) {
      progress = Progress.COMPLETE;
    } else if (headerLength == RECORD_HEADER) {
      headerLength = 0;
      headers += RECORD_HEADER;
      leftInRecord = ((header[3] & 0xff) << 8) | (header[4] & 0xff);
      if (leftInRecord == 0 || leftInRecord > LONGEST_RECORD) {
        progress = Progress.COMPLETE;
      } else if (headers > MOST_HEADERS) {
        progress = Progress.TOO_LARGE;
      }
    }
  }

  private void addToMessage(ByteBuffer bytes) {
    int count = Math.min(Math.min(leftInRecord, bytes.remaining()), missing());
    if (length + count > message.length) {
      message =
          Arrays.copyOf(message, Math.min(MOST, Math.max(2 * message.length, length + count)));
    }
    bytes.get(message, length, count);
    length += count;
    leftInRecord -= count;
    if (message[0] != CLIENT_HELLO) {
      progress = Progress.COMPLETE;
    } else if (length >= HANDSHAKE_HEADER) {
      look();
    }
  }

  /** Bytes that are still to come, of the header first and then of all of it. */
  private int missing() {
    return (length < HANDSHAKE_HEADER ? HANDSHAKE_HEADER : total()) - length;
  }

  private int total() {
    return HANDSHAKE_HEADER
        + (((message[1] & 0xff) << 16) | ((message[2] & 0xff) << 8) | (message[3] & 0xff));
  }

  private void look() {
    int total = total();
    if (total > MOST) {
      progress = Progress.TOO_LARGE;
    } else if (length == total) {
      hello =
          ClientHello.parse(ByteBuffer.wrap(message, HANDSHAKE_HEADER, total - HANDSHAKE_HEADER));
      progress = Progress.COMPLETE;
    }
  }
}
