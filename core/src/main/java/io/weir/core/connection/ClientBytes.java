package io.weir.core.connection;

/**
 * The bytes of a client's address as gobetween hashes them: an IPv4 client of a wildcard address
 * has IPv6's form {@code ::ffff:a.b.c.d}.
 */
public final class ClientBytes {
  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private ClientBytes() {}

  /**
   * How many there are.
   *
   * @param address 4 or 16 bytes, in network order
   * @param wildcardBind whether the server listens on every address
   */
  public static int length(byte[] address, boolean wildcardBind) {
    return wildcardBind ? 16 : address.length;
  }

  /**
   * One of them.
   *
   * @param index 0 to {@code length - 1}
   */
  public static byte at(byte[] address, boolean wildcardBind, int index) {
    if (!wildcardBind || address.length == 16) {
      return address[index];
    }
    return index < MAPPED_PREFIX.length
        ? MAPPED_PREFIX[index]
        : address[index - MAPPED_PREFIX.length];
  }
}
