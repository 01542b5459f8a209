package io.weir.bench;

import io.weir.api.balance.ConnectionInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/** A thousand IPv4 clients of a server that is bound to a wildcard address, one after the other. */
final class Clients implements ConnectionInfo {
  private static final int COUNT = 1024;

  private final byte[][] addresses = new byte[COUNT][16];
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
  private int current;

  Clients() {
    var random = new Random(1);
    for (byte[] mapped : addresses) {
      random.nextBytes(mapped);
      for (int i = 0; i < 12; i++) {
        mapped[i] = (byte) (i < 10 ? 0 : 0xff);
      }
    }
  }

  Clients next() {
    current = (current + 1) % COUNT;
    return this;
  }

  @Override
  public InetSocketAddress client() {
    return address;
  }

  @Override
  public InetSocketAddress local() {
    return address;
  }

  @Override
  public String serverName() {
    return "";
  }

  @Override
  public int clientAddressLength() {
    return 16;
  }

  @Override
  public byte clientAddressByte(int index) {
    return addresses[current][index];
  }
}
