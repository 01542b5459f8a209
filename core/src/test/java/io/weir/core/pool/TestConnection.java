package io.weir.core.pool;

import io.weir.api.balance.ConnectionInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A client for whom it does not matter who it is.
 *
 * @param serverName what it asks for
 * @param client where it is
 */
record TestConnection(String serverName, InetSocketAddress client) implements ConnectionInfo {
  private static final InetSocketAddress SOMEWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  TestConnection() {
    this("");
  }

  TestConnection(String serverName) {
    this(serverName, SOMEWHERE);
  }

  /** One of many clients. */
  static TestConnection from(int number) {
    String address = "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
    return new TestConnection("", new InetSocketAddress(InetAddress.ofLiteral(address), 1));
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
    return client.getAddress().getAddress()[index];
  }
}
