package io.weir.testkit.contract;

import io.weir.api.balance.ConnectionInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** A connection from a client whose address a test names. */
public final class FixedConnection implements ConnectionInfo {
  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

  private final InetSocketAddress client;
  private final byte[] address;

  private FixedConnection(InetAddress client, byte[] address) {
    this.client = new InetSocketAddress(client, 40_000);
    this.address = address;
  }

  /**
   * A client as a server sees it that is bound to one address.
   *
   * @param address an IPv4 or IPv6 address
   */
  public static FixedConnection from(String address) {
    return from(InetAddress.ofLiteral(address).getAddress());
  }

  /**
   * The same by the address' bytes.
   *
   * @param address 4 or 16 bytes
   * @throws IllegalArgumentException if it has another length
   */
  public static FixedConnection from(byte[] address) {
    try {
      return new FixedConnection(InetAddress.getByAddress(address), address.clone());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "address: " + address.length + " bytes (expected: 4 or 16)", e);
    }
  }

  /**
   * A client as a server sees it that is bound to a wildcard address.
   *
   * @param address an IPv4 address
   */
  public static FixedConnection mappedFrom(String address) {
    InetAddress client = InetAddress.ofLiteral(address);
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(client.getAddress(), 0, mapped, 12, 4);
    return new FixedConnection(client, mapped);
  }

  @Override
  public InetSocketAddress client() {
    return client;
  }

  @Override
  public InetSocketAddress local() {
    return LOCAL;
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
