package io.weir.core.transport;

import java.net.InetSocketAddress;

/**
 * An event loop that carries byte streams, each wholly. All methods but {@link #execute} are to be
 * called on its thread, and so are all those of its sockets and relays.
 */
public interface TransportLoop extends Loop {

  /**
   * Begins to connect. Exactly one call of {@code listener} follows, unless the socket is closed
   * before.
   *
   * @param address a resolved address
   * @param listener learns how it went, on this loop, never before this method has returned
   * @return the socket, connecting
   */
  StreamSocket connect(InetSocketAddress address, ConnectListener listener);

  /**
   * Begins to move bytes between two connected sockets of this loop, both ways, at most a bounded
   * number of bytes ahead of a reader that is slower (back-pressure). Bytes written to a socket
   * before come first.
   *
   * @param listener learns what happens, on this loop
   */
  void relay(StreamSocket client, StreamSocket backend, RelayListener listener);
}
