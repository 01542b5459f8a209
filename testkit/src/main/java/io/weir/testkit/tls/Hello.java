package io.weir.testkit.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A ClientHello made by hand, so that a test decides what is in it and how it is cut into records.
 *
 * @param name the server name; empty for none
 * @param protocols what is offered by ALPN
 * @param groups the key exchange groups; no share is sent for any
 * @param padding bytes of padding (RFC 7685), to make it as long as one likes
 * @param record the longest record that it is cut into
 */
public record Hello(
    String name, List<String> protocols, List<Integer> groups, int padding, int record) {
  /** The number of the hybrid group that is agreed on by default. */
  public static final int X25519MLKEM768 = 0x11ec;

  private static final int KEY_SHARE = 51;

  /** A hello as clients send it today. */
  public static Hello of(String name) {
    return new Hello(name, List.of(), List.of(0x001d), 0, 16384);
  }

  /** Offers other groups. */
  public Hello offering(Integer... others) {
    return new Hello(name, protocols, List.of(others), padding, record);
  }

  /** Offers application protocols. */
  public Hello speaking(String... others) {
    return new Hello(name, List.of(others), groups, padding, record);
  }

  /** Is longer by so many bytes. */
  public Hello padded(int bytes) {
    return new Hello(name, protocols, groups, bytes, record);
  }

  /** Is cut into records of at most so many bytes. */
  public Hello inRecordsOf(int bytes) {
    return new Hello(name, protocols, groups, padding, bytes);
  }

  /** The bytes on the wire. */
  public byte[] bytes() {
    ByteBuffer body = ByteBuffer.allocate(128 * 1024);
    body.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
    body.putShort((short) 6)
        .putShort((short) 0x1301)
        .putShort((short) 0x1302)
        .putShort((short) 0xc02b);
    body.put((byte) 1).put((byte) 0);
    ByteBuffer extensions = ByteBuffer.allocate(128 * 1024);
    if (!name.isEmpty()) {
      byte[] host = name.getBytes(StandardCharsets.ISO_8859_1);
      put(
          extensions,
          0,
          list(3 + host.length).put((byte) 0).putShort((short) host.length).put(host));
    }
    if (!protocols.isEmpty()) {
      int length = protocols.stream().mapToInt(protocol -> 1 + protocol.length()).sum();
      ByteBuffer list = list(length);
      for (String protocol : protocols) {
        list.put((byte) protocol.length()).put(protocol.getBytes(StandardCharsets.ISO_8859_1));
      }
      put(extensions, 16, list);
    }
    ByteBuffer supported = list(2 * groups.size());
    groups.forEach(group -> supported.putShort(group.shortValue()));
    put(extensions, 10, supported);
    put(extensions, 13, list(4).putShort((short) 0x0403).putShort((short) 0x0804));
    put(extensions, 43, ByteBuffer.allocate(3).put((byte) 2).putShort((short) 0x0304));
    put(extensions, KEY_SHARE, list(0));
    if (padding > 0) {
      put(extensions, 21, ByteBuffer.allocate(padding).position(padding));
    }
    extensions.flip();
    body.putShort((short) extensions.remaining()).put(extensions).flip();
    ByteBuffer message = ByteBuffer.allocate(4 + body.remaining());
    message.putInt(1 << 24 | body.remaining()).put(body).flip();
    return records(message);
  }

  private byte[] records(ByteBuffer message) {
    int count = (message.remaining() + record - 1) / record;
    ByteBuffer records = ByteBuffer.allocate(message.remaining() + 5 * count);
    while (message.hasRemaining()) {
      int length = Math.min(record, message.remaining());
      records.put((byte) 22).putShort((short) 0x0301).putShort((short) length);
      records.put(message.slice(message.position(), length));
      message.position(message.position() + length);
    }
    return records.array();
  }

  private static ByteBuffer list(int length) {
    return ByteBuffer.allocate(2 + length).putShort((short) length);
  }

  private static void put(ByteBuffer extensions, int type, ByteBuffer content) {
    content.flip();
    extensions.putShort((short) type).putShort((short) content.remaining()).put(content);
  }

  /** The group that a HelloRetryRequest names. */
  public static int groupAskedFor(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    data.readNBytes(3);
    ByteBuffer message = ByteBuffer.wrap(data.readNBytes(data.readUnsignedShort()));
    message.position(4 + 2 + 32);
    message.position(message.position() + 1 + message.get(message.position()));
    message.position(message.position() + 2 + 1);
    message.getShort();
    while (message.hasRemaining()) {
      int type = message.getShort();
      int length = message.getShort();
      if (type == KEY_SHARE) {
        return message.getShort() & 0xffff;
      }
      message.position(message.position() + length);
    }
    throw new IOException("no group is named");
  }
}
