package io.weir.core.transport;

import java.net.InetSocketAddress;

/**
 * An event loop: one thread that serves many connections, each wholly. All methods but {@link
 * #execute} are to be called on that thread, and so are all those of its sockets and relays.
 */
public interface TransportLoop {

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

  /** Runs a task on this loop's thread, later. May be called from any thread. */
  void execute(Runnable task);

  /**
   * Runs a task on this loop's thread after a time.
   *
   * @param nanos from now
   */
  Timer schedule(long nanos, Runnable task);

  /** This loop's clock, which only tests move by hand. */
  long nanoTime();

  /** A task that waits for its time. */
  interface Timer {
    /** Forgets the task; one that has run is left alone. */
    void cancel();
  }
}
