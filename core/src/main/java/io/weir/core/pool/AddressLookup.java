package io.weir.core.pool;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a host. */
@FunctionalInterface
interface AddressLookup {

  /**
   * Asks; may block for as long as the system tries.
   *
   * @return the addresses, one at least
   */
  List<InetAddress> lookUp(String host) throws UnknownHostException;
}
