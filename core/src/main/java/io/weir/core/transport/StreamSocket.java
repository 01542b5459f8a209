package io.weir.core.transport;

import java.net.InetSocketAddress;

/** One end of a byte stream, owned by one event loop. */
public interface StreamSocket {

  /** The event loop on which everything about this socket happens. */
  TransportLoop loop();

  /** The address of the other end. */
  InetSocketAddress remote();

  /** The address of this end. */
  InetSocketAddress local();

  /**
   * Tells once if the other end resets or the socket breaks before it is relayed; afterwards the
   * relay's listener is told instead.
   */
  void whenBroken(Runnable action);

  /**
   * Sends some bytes ahead of all that is relayed.
   *
   * @param bytes at most a few hundred; not modified afterwards
   */
  void write(byte[] bytes);

  /** Sends a FIN after everything that was written. The other direction goes on. */
  void shutdownOutput();

  /** Closes at once, so that the other end sees a reset. What is not yet sent is lost. */
  void reset();

  /**
   * Closes. What was written before is still sent by the kernel, as far as the other end takes it.
   * Further calls do nothing.
   */
  void close();
}
