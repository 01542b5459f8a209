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
   * Begins to read what the other end sends first, and hands each piece to the listener; all of it
   * comes again when the socket is relayed or secured. To be called at most once, and before
   * either.
   *
   * @param listener is told on this socket's loop, until it wants no more or the socket is closed
   */
  default void peek(PeekListener listener) {
    throw new UnsupportedOperationException("this transport cannot peek");
  }

  /**
   * Begins TLS, as its server on an accepted socket and as its client on a connected one. Exactly
   * one call of the listener follows, unless the socket is closed or breaks before; from then on
   * the socket's bytes are those inside of TLS, its end is the other's close_notify or FIN, and its
   * own end is a close_notify and a FIN. How long it may take is the caller's to bound.
   *
   * @param security made for this transport
   * @param listener learns how it went, never before this method has returned
   */
  default void secure(StreamSecurity security, SecureListener listener) {
    throw new UnsupportedOperationException("this transport carries no TLS");
  }

  /**
   * Sends some bytes ahead of all that is relayed.
   *
   * @param bytes at most a few hundred; not modified afterwards
   */
  void write(byte[] bytes);

  /** Sends a FIN after everything that was written. The other direction goes on. */
  void shutdownOutput();

  /**
   * Parts with the descriptor of a socket that was just accepted: the socket counts as closed from
   * now on, and whoever calls has to close the descriptor.
   *
   * @return its number, or -1 if this socket has none to part with
   */
  default int release() {
    return -1;
  }

  /** Closes at once, so that the other end sees a reset. What is not yet sent is lost. */
  void reset();

  /**
   * Closes. What was written before is still sent by the kernel, as far as the other end takes it.
   * Further calls do nothing.
   */
  void close();
}
