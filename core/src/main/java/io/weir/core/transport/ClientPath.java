package io.weir.core.transport;

import java.net.InetSocketAddress;

/** Between which two addresses a client and weir talk. Two that say the same are equal. */
public interface ClientPath {

  /** The client's address. */
  InetSocketAddress client();

  /** The address it sends to, and gets its replies from. */
  InetSocketAddress local();
}
