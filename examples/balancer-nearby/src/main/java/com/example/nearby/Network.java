package com.example.nearby;

import io.weir.api.balance.ConnectionInfo;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A network of IPv6, or of IPv4 in the form {@code ::ffff:a.b.c.d}, as two halves of 64 bits.
 *
 * @param high the first half of an address in it
 * @param low the second half
 * @param highMask which bits of the first half have to be the same
 * @param lowMask which bits of the second half
 */
record Network(long high, long low, long highMask, long lowMask) {
  private static final int IPV4_PREFIX = 96;
  private static final long IPV4_HALF = 0xffff_0000_0000L;

  /** The network of a backend; null if it is known by a name, which is in no network. */
  static Network of(String host, NearbyConfig config) {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
    byte[] bytes = address.getAddress();
    boolean ipv4 = address instanceof Inet4Address;
    int prefix = ipv4 ? IPV4_PREFIX + config.ipv4Prefix() : config.ipv6Prefix();
    return new Network(
        ipv4 ? 0 : half(bytes, 0),
        ipv4 ? IPV4_HALF | half(bytes, 0) : half(bytes, 8),
        mask(prefix),
        mask(prefix - 64));
  }

  private static long half(byte[] bytes, int from) {
    long half = 0;
    for (int i = from; i < Math.min(from + 8, bytes.length); i++) {
      half = half << 8 | bytes[i] & 0xff;
    }
    return half;
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }

  boolean contains(long otherHigh, long otherLow) {
    return ((high ^ otherHigh) & highMask) == 0 && ((low ^ otherLow) & lowMask) == 0;
  }

  /** The first half of a client's address. */
  static long high(ConnectionInfo connection) {
    return connection.clientAddressLength() == 4 ? 0 : half(connection, 0, 8);
  }

  /** The second half. */
  static long low(ConnectionInfo connection) {
    return connection.clientAddressLength() == 4
        ? IPV4_HALF | half(connection, 0, 4)
        : half(connection, 8, 16);
  }

  private static long half(ConnectionInfo connection, int from, int to) {
    long half = 0;
    for (int i = from; i < to; i++) {
      half = half << 8 | connection.clientAddressByte(i) & 0xff;
    }
    return half;
  }
}
