package io.weir.plugin.builtin.health;

import io.weir.api.health.HealthTarget;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks over TLS on a TCP connection, and verifies that the certificate is for the name that is
 * asked for.
 */
final class TlsExchange extends TcpExchange {
  private final SSLSocketFactory sockets;

  TlsExchange(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  @Override
  Socket secure(Socket connected, HealthTarget target) throws IOException {
    var socket =
        (SSLSocket) sockets.createSocket(connected, target.serverName(), connected.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
