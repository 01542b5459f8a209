package io.weir.core.hello;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a client's first message says, as far as routing and the choice of a certificate need it.
 *
 * @param serverName the host name it asks for (SNI, RFC 6066 section 3), in lower case and without
 *     a dot at its end; empty if it sent none
 * @param protocols the application protocols it offers (ALPN, RFC 7301), in its order
 */
public record ClientHello(String serverName, List<String> protocols) {
  /** Of a client that sent no ClientHello, or one that says nothing. */
  public static final ClientHello NONE = new ClientHello("", List.of());

  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int HOST_NAME = 0;
  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int LONGEST_NAME = 255;

  /** Takes a copy of the list. */
  public ClientHello {
    protocols = List.copyOf(protocols);
  }

  /**
   * Reads the body of a ClientHello.
   *
   * @param body what follows the handshake header
   * @return what it says, or {@link #NONE} if it is malformed
   */
  static ClientHello parse(ByteBuffer body) {
    try {
      skip(body, VERSION_AND_RANDOM);
      skip(body, u8(body)); // session id
      skip(body, u16(body)); // cipher suites
      skip(body, u8(body)); // compression methods
      return body.hasRemaining() ? extensions(slice(body, u16(body))) : NONE;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return NONE;
    }
  }

  private static ClientHello extensions(ByteBuffer extensions) {
    String name = "";
    List<String> protocols = List.of();
    while (extensions.hasRemaining()) {
      int type = u16(extensions);
      ByteBuffer content = slice(extensions, u16(extensions));
      if (type == SERVER_NAME && name.isEmpty()) {
        name = hostName(slice(content, u16(content)));
      } else if (type == ALPN && protocols.isEmpty()) {
        protocols = protocols(slice(content, u16(content)));
      }
    }
    return new ClientHello(name, protocols);
  }

  private static String hostName(ByteBuffer names) {
    while (names.hasRemaining()) {
      int type = u8(names);
      ByteBuffer name = slice(names, u16(names));
      if (type == HOST_NAME) {
        return plain(text(name));
      }
    }
    return "";
  }

  /** A name goes into logs and is compared with patterns, so what cannot be one counts as none. */
  private static String plain(String name) {
    boolean sound =
        name.length() <= LONGEST_NAME
            && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    if (!sound) {
      return "";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static List<String> protocols(ByteBuffer list) {
    List<String> protocols = new ArrayList<>();
    while (list.hasRemaining()) {
      protocols.add(text(slice(list, u8(list))));
    }
    return protocols;
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  private static int u8(ByteBuffer bytes) {
    return bytes.get() & 0xff;
  }

  private static int u16(ByteBuffer bytes) {
    return bytes.getShort() & 0xffff;
  }

  private static void skip(ByteBuffer bytes, int count) {
    bytes.position(bytes.position() + count);
  }

  private static ByteBuffer slice(ByteBuffer bytes, int length) {
    ByteBuffer slice = bytes.slice(bytes.position(), length(bytes, length));
    skip(bytes, length);
    return slice;
  }

  private static int length(ByteBuffer bytes, int length) {
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }
}
