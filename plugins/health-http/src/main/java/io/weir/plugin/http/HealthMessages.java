package io.weir.plugin.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The two messages of {@code grpc.health.v1.Health/Check} as they are on the wire: five bytes of
 * length (gRPC over HTTP/2, "Length-Prefixed-Message") before a message of Protocol Buffers.
 */
final class HealthMessages {
  private static final int PREFIX = 5;
  private static final int SERVICE_FIELD = 1 << 3 | 2;
  private static final int STATUS_FIELD = 1 << 3;

  private HealthMessages() {}

  /** {@code HealthCheckRequest{service}}. */
  static byte[] request(String service) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (!service.isEmpty()) {
      byte[] name = service.getBytes(StandardCharsets.UTF_8);
      message.write(SERVICE_FIELD);
      int length = name.length;
      while (length > 0x7f) {
        message.write((length & 0x7f) | 0x80);
        length >>>= 7;
      }
      message.write(length);
      message.writeBytes(name);
    }
    return ByteBuffer.allocate(PREFIX + message.size())
        .put((byte) 0)
        .putInt(message.size())
        .put(message.toByteArray())
        .array();
  }

  /**
   * The word for the status in {@code HealthCheckResponse}.
   *
   * @throws IOException if it is no such message
   */
  static String status(ByteBuffer in) throws IOException {
    try {
      if (in.get() != 0) {
        throw new IOException("the answer is compressed (expected: as it is)");
      }
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new IOException("the answer ends in the middle of a message");
      }
      return word(statusField(in.slice(in.position(), length)));
    } catch (BufferUnderflowException e) {
      throw new IOException("the answer is no message of the health service", e);
    }
  }

  /** The last one counts, as in all readers of Protocol Buffers; without one it is 0. */
  private static long statusField(ByteBuffer message) throws IOException {
    long status = 0;
    while (message.hasRemaining()) {
      long field = varint(message);
      if (field == STATUS_FIELD) {
        status = varint(message);
      } else {
        skip(message, (int) (field & 7));
      }
    }
    return status;
  }

  private static void skip(ByteBuffer message, int wireType) throws IOException {
    long length =
        switch (wireType) {
          case 0 -> {
            varint(message);
            yield 0;
          }
          case 1 -> Long.BYTES;
          case 2 -> varint(message);
          case 5 -> Integer.BYTES;
          default -> -1;
        };
    if (length < 0 || length > message.remaining()) {
      throw new IOException("the answer is no message of the health service");
    }
    message.position(message.position() + (int) length);
  }

  private static long varint(ByteBuffer message) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = message.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("the answer is no message of the health service");
  }

  private static String word(long status) {
    return switch (Math.clamp(status, -1, 4)) {
      case 0 -> "UNKNOWN";
      case 1 -> "SERVING";
      case 2 -> "NOT_SERVING";
      case 3 -> "SERVICE_UNKNOWN";
      default -> "status " + status;
    };
  }
}
