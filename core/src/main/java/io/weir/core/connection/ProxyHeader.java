package io.weir.core.connection;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The header that tells a backend who the client is (The PROXY protocol, versions 1 and 2, section
 * 2).
 */
public enum ProxyHeader {
  /** None is sent. */
  NONE {
    @Override
    byte[] bytes(InetSocketAddress client, InetSocketAddress local) {
      return new byte[0];
    }
  },
  /** Version 1, a line of text. */
  V1 {
    @Override
    byte[] bytes(InetSocketAddress client, InetSocketAddress local) {
      String line =
          (client.getAddress() instanceof Inet6Address ? "PROXY TCP6 " : "PROXY TCP4 ")
              + text(client)
              + ' '
              + text(local)
              + ' '
              + client.getPort()
              + ' '
              + local.getPort()
              + "\r\n";
      return line.getBytes(StandardCharsets.US_ASCII);
    }
  },
  /** Version 2, binary: signature, command PROXY, family and length, addresses, ports. */
  V2 {
    @Override
    byte[] bytes(InetSocketAddress client, InetSocketAddress local) {
      boolean v4 =
          client.getAddress() instanceof Inet4Address && local.getAddress() instanceof Inet4Address;
      int addressLength = v4 ? 4 : 16;
      int length = 2 * addressLength + 2 * Short.BYTES;
      return ByteBuffer.allocate(SIGNATURE.length() / 2 + 4 + length)
          .put(HexFormat.of().parseHex(SIGNATURE))
          .put(VERSION_2_PROXY)
          .put(v4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6)
          .putShort((short) length)
          .put(address(client, addressLength))
          .put(address(local, addressLength))
          .putShort((short) client.getPort())
          .putShort((short) local.getPort())
          .array();
    }
  };

  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final byte VERSION_2_PROXY = 0x21;
  private static final byte TCP_OVER_IPV4 = 0x11;
  private static final byte TCP_OVER_IPV6 = 0x21;

  /**
   * The header's bytes; empty if there is none.
   *
   * @param client who connected
   * @param local where to
   */
  abstract byte[] bytes(InetSocketAddress client, InetSocketAddress local);

  private static String text(InetSocketAddress address) {
    String text = address.getAddress().getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  /** An IPv4 address is mapped (RFC 4291 section 2.5.5.2) where IPv6's length is asked for. */
  private static byte[] address(InetSocketAddress address, int length) {
    byte[] bytes = address.getAddress().getAddress();
    if (bytes.length == length) {
      return bytes;
    }
    return ByteBuffer.allocate(length)
        .putShort(length - bytes.length - Short.BYTES, (short) 0xffff)
        .put(length - bytes.length, bytes)
        .array();
  }
}
