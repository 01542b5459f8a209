package io.weir.core.connection;

import java.net.InetSocketAddress;

/**
 * The bytes of a client's address as gobetween hashes them: an IPv4 client of a wildcard address
 * has IPv6's form {@code ::ffff:a.b.c.d}.
 */
public final class ClientBytes {
  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final byte[] address;
  private final boolean mapped;

  private ClientBytes(byte[] address, boolean mapped) {
    this.address = address;
    this.mapped = mapped;
  }

  /**
   * Those of a client.
   *
   * @param wildcardBind whether its server listens on every address
   */
  public static ClientBytes of(InetSocketAddress client, boolean wildcardBind) {
    byte[] address = client.getAddress().getAddress();
    return new ClientBytes(address, wildcardBind && address.length == 4);
  }

  /** How many there are. */
  public int length() {
    return mapped ? 16 : address.length;
  }

  /** One of them. */
  public byte at(int index) {
    if (!mapped) {
      return address[index];
    }
    return index < MAPPED_PREFIX.length
        ? MAPPED_PREFIX[index]
        : address[index - MAPPED_PREFIX.length];
  }
}
