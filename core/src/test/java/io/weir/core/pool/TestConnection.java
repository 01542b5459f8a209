package io.weir.core.pool;

import io.weir.api.balance.ConnectionInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A client for whom it does not matter who it is.
 *
 * @param serverName what it asks for
 */
record TestConnection(String serverName) implements ConnectionInfo {
  private static final InetSocketAddress SOMEWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  TestConnection() {
    this("");
  }

  @Override
  public InetSocketAddress client() {
    return SOMEWHERE;
  }

  @Override
  public InetSocketAddress local() {
    return SOMEWHERE;
  }

  @Override
  public int clientAddressLength() {
    return 4;
  }

  @Override
  public byte clientAddressByte(int index) {
    return SOMEWHERE.getAddress().getAddress()[index];
  }
}
