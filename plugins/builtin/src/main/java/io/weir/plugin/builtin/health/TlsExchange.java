package io.weir.plugin.builtin.health;

import io.weir.api.health.CheckSocket;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/**
 * Asks over TLS on a TCP connection, and verifies that the certificate is for the name that is
 * asked for.
 */
final class TlsExchange extends TcpExchange {
  private final SSLContext context;

  TlsExchange(SSLContext context) {
    this.context = context;
  }

  @Override
  Socket secure(CheckSocket connected) throws IOException {
    return connected.secure(context);
  }
}
