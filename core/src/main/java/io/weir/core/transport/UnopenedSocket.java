package io.weir.core.transport;

import java.net.InetSocketAddress;

/**
 * Stands for a socket that this machine had no descriptor left for; its failure is on its way.
 *
 * @param loop the loop it would have been on
 * @param remote where it was to connect to
 */
public record UnopenedSocket(TransportLoop loop, InetSocketAddress remote) implements StreamSocket {

  /** One whose failure is told in a moment. */
  public static StreamSocket failing(
      TransportLoop loop, InetSocketAddress remote, ConnectListener listener) {
    loop.execute(() -> listener.connectFailed(ConnectFailure.NO_RESOURCES));
    return new UnopenedSocket(loop, remote);
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress(0);
  }

  @Override
  public void whenBroken(Runnable action) {}

  @Override
  public void write(byte[] bytes) {}

  @Override
  public void shutdownOutput() {}

  @Override
  public void reset() {}

  @Override
  public void close() {}
}
