package io.weir.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A way of moving byte streams. It knows nothing of limits, access, balancing, time-outs or
 * reasons; those are the connection machine's, which in turn knows neither channels nor file
 * descriptors.
 *
 * <p>Every implementation passes {@code StreamTransportContract} in {@code testkit}.
 */
public interface StreamTransport {

  /** The name by which a configuration or a log speaks of it, e.g. {@code "channel"}. */
  String name();

  /**
   * Listens, and hands each accepted socket to {@code acceptor} on the event loop it will stay on.
   *
   * @param address where; port 0 lets the system choose
   * @param acceptor takes the sockets; called on event loops, possibly several
   * @return the listener, once it is bound
   * @throws IOException if the address cannot be bound
   */
  StreamListener listen(InetSocketAddress address, StreamAcceptor acceptor) throws IOException;

  /**
   * Takes over a socket that another transport on the same loops has just accepted, so that an
   * address can be listened on by one and served by the other. To be called on the socket's loop,
   * before anything else is done with it.
   *
   * @return the socket as one of this transport's; the same one if it is that already
   */
  default StreamSocket adopt(StreamSocket accepted) {
    return accepted;
  }
}
