package io.weir.api.balance;

import java.net.InetSocketAddress;

/**
 * What is known about a connection (or a UDP session) when its backend is chosen. Only valid during
 * the call of {@link Selector#select}.
 */
public interface ConnectionInfo {

  /**
   * The client's address and port, as weir's socket has them.
   *
   * @return resolved; never null
   */
  InetSocketAddress client();

  /**
   * The address and port the client sent to.
   *
   * @return resolved; never null
   */
  InetSocketAddress local();

  /**
   * The server name the client asked for.
   *
   * @return the name; empty if none was sent or nobody looked
   */
  String serverName();

  /**
   * How many bytes {@link #clientAddressByte} has. These are the bytes that gobetween hashes.
   *
   * @return 16 for an IPv6 client; for an IPv4 client 16 (the form {@code ::ffff:a.b.c.d}) where
   *     the server is bound to a wildcard address, 4 where it is bound to one IPv4 address
   */
  int clientAddressLength();

  /**
   * One byte of the client's address, in network order. Reading them allocates nothing.
   *
   * @param index 0 to {@code clientAddressLength() - 1}
   * @return the byte
   */
  byte clientAddressByte(int index);
}
