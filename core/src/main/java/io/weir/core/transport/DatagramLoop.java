package io.weir.core.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An event loop that carries datagrams. */
public interface DatagramLoop extends Loop {

  /**
   * Opens a socket towards a backend, with a port of its own.
   *
   * @param address a resolved address
   * @param receiver takes what the backend sends
   * @return the socket, or null if this machine has no descriptor, port or memory left for it, or
   *     no way to the address
   */
  @Nullable BackendSocket connect(InetSocketAddress address, BackendReceiver receiver);

  /**
   * Opens a socket towards a backend that reads nothing the backend sends.
   *
   * @param address a resolved address
   * @param receiver hears of refusals only
   * @return as above
   */
  @Nullable BackendSocket connectToSend(InetSocketAddress address, BackendReceiver receiver);

  /**
   * Opens a socket towards a backend that sends with a client's address and port instead of weir's,
   * so that the backend answers the client. It reads nothing.
   *
   * @param client of a socket of this loop
   * @param address a resolved address of the client's family
   * @param receiver hears of refusals, as far as they come to this machine
   * @return as above; null also if {@link DatagramTransport#obstacleToTransparency} says why not
   */
  @Nullable BackendSocket connectAs(
      ClientPath client, InetSocketAddress address, BackendReceiver receiver);
}
