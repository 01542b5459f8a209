package io.weir.core.transport;

/**
 * A datagram from a client. Whose it is can be looked up without making an object: by {@link #hash}
 * and {@link #isOf}.
 */
public interface ClientDatagram extends Datagram {

  /**
   * A number that is the same for all datagrams of a path. Nobody outside can know which paths have
   * the same.
   */
  int hash();

  /** Whether it came by that path. */
  boolean isOf(ClientPath path);

  /** The path that it came by, as an object that lasts. */
  ClientPath path();

  /**
   * The client's address, 4 bytes or 16, in network order. An IPv4 client of an IPv6 socket has 4.
   * The array is the transport's, and valid as long as the datagram.
   */
  byte[] clientAddress();
}
