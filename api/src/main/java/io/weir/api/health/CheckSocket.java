package io.weir.api.health;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A TCP connection to what is checked. Unlike another socket it is closed by an interrupt, and what
 * is read ends at the target's timeout, however slowly it comes; with TLS on it, too. It can be
 * handed to a library: a timeout that is set on it has no effect.
 */
public final class CheckSocket extends Socket {
  private final HealthTarget target;

  private CheckSocket(HealthTarget target, CheckTransport transport) throws SocketException {
    super(transport);
    this.target = target;
  }

  /**
   * Connects. The time counts from now on.
   *
   * @param target whom to; its timeout is for connecting and all that is read
   * @param limit how many bytes may come in; who sends more is taken for hostile
   * @throws IOException if it cannot be connected in time
   */
  public static CheckSocket connect(HealthTarget target, long limit) throws IOException {
    CheckTransport transport = new CheckTransport(target, limit);
    CheckSocket socket = new CheckSocket(target, transport);
    try {
      socket.connect(target.address());
      return socket;
    } catch (IOException e) {
      transport.close();
      throw e;
    }
  }

  /**
   * TLS on this connection, which asks for and verifies the target's {@code serverName}. It shakes
   * hands when it is first used. Closing it closes this socket.
   *
   * @param context whom it trusts; see {@link io.weir.api.PluginContext#clientTls}
   */
  public SSLSocket secure(SSLContext context) throws IOException {
    var secured =
        (SSLSocket)
            context.getSocketFactory().createSocket(this, target.serverName(), getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    return secured;
  }
}
