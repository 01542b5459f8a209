package io.weir.api.health;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A TCP connection to what is checked. Unlike another socket it is closed by an interrupt of the
 * thread that uses it, and what is read ends at the target's timeout, however slowly it comes; with
 * TLS on it, too. It can be handed to a library: a timeout or another option that is set on it has
 * no effect, but for how to close ({@code SO_LINGER}). It is already connected and cannot be bound
 * or connected again. Whoever connects it closes it.
 *
 * <p>Of one check: one thread reads, one writes. What is read throws {@link
 * java.net.SocketTimeoutException} when the time is over, once, then an {@link IOException} with
 * the same message, and an {@link IOException} when more bytes have come than are allowed. Writing
 * has no deadline but the interrupt.
 */
public final class CheckSocket extends Socket {
  private final HealthTarget target;

  private CheckSocket(HealthTarget target, CheckTransport transport) throws SocketException {
    super(transport);
    this.target = target;
  }

  /**
   * Connects; blocks until that is done, failed, or the time is over. The time counts from now on.
   *
   * @param target whom to; its timeout is for connecting and all that is read, zero meaning no
   *     limit
   * @param limit how many bytes may come in; who sends more is taken for hostile
   * @return the socket, connected
   * @throws IOException if it cannot be connected in time; nothing is left open then. After an
   *     interrupt it is a {@link java.nio.channels.ClosedByInterruptException}
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
   * TLS on this connection, which asks for and verifies the target's {@code serverName}, unless the
   * context trusts everybody. It shakes hands when it is first used, within the same time. Closing
   * it closes this socket.
   *
   * @param context whom it trusts; see {@link io.weir.api.PluginContext#clientTls}
   * @return the secured socket
   * @throws IOException if this socket was closed
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
