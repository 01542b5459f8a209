package io.weir.core.connection;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

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
  };

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
}
