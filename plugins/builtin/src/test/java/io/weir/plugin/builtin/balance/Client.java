package io.weir.plugin.builtin.balance;

import io.weir.api.balance.ConnectionInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A client with an address. */
final class Client implements ConnectionInfo {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final byte[] address;

  private Client(byte[] address) {
    this.address = address;
  }

  /** A client as a server sees it that is bound to one address. */
  static Client at(String address) {
    return new Client(InetAddress.ofLiteral(address).getAddress());
  }

  /** An IPv4 client as a server sees it that is bound to a wildcard address. */
  static Client mapped(String address) {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(InetAddress.ofLiteral(address).getAddress(), 0, mapped, 12, 4);
    return new Client(mapped);
  }

  static Client of(byte[] address) {
    return new Client(address);
  }

  static Client any() {
    return at("127.0.0.1");
  }

  @Override
  public InetSocketAddress client() {
    return new InetSocketAddress(LOOPBACK, 4711);
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress(LOOPBACK, 80);
  }

  @Override
  public String serverName() {
    return "";
  }

  @Override
  public int clientAddressLength() {
    return address.length;
  }

  @Override
  public byte clientAddressByte(int index) {
    return address[index];
  }
}
