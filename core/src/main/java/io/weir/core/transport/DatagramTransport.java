package io.weir.core.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A way of moving datagrams. It knows nothing of sessions, limits, access, balancing, time-outs or
 * reasons; those are the protocol's, which in turn knows neither channels nor file descriptors.
 *
 * <p>Datagrams are handed on as they are: none is merged, split or, within a pair of sockets, put
 * in another order. What a kernel does not take at once is lost, as datagrams are; nothing is
 * queued without a bound.
 *
 * <p>Every implementation passes {@code DatagramTransportContract} in {@code testkit}.
 */
public interface DatagramTransport {

  /** The name by which a configuration or a log speaks of it, e.g. {@code "channel"}. */
  String name();

  /**
   * What stands in the way of sending with clients' addresses, in words that complete "it cannot
   * be, because ...".
   *
   * @return null if nothing does
   */
  @Nullable String obstacleToTransparency();

  /**
   * Binds an address, with a socket for each event loop where the system can spread clients over
   * several.
   *
   * @param address where; port 0 lets the system choose
   * @param options how
   * @param acceptor is told of each socket before its first datagram
   * @return the listener, once all of it is bound and every socket has its receiver
   * @throws IOException if the address cannot be bound, e.g. because somebody else has it
   */
  DatagramListener listen(
      InetSocketAddress address, DatagramOptions options, DatagramAcceptor acceptor)
      throws IOException;
}
