package io.weir.plugin.builtin.balance;

import io.weir.api.balance.ConnectionInfo;

/**
 * FNV-1a with 64 bits, finished so that every bit of the result depends on every byte: what is
 * taken of it modulo a table's size is spread evenly. The same on every machine.
 */
final class Mix64 {
  private static final long PRIME = 0x100000001b3L;
  private static final int V4_LENGTH = 4;
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

  private Mix64() {}

  /** The hash of some bytes; different seeds give independent ones. */
  static long of(byte[] bytes, long seed) {
    long hash = OFFSET_BASIS ^ seed;
    for (byte b : bytes) {
      hash = add(hash, b);
    }
    return finished(hash);
  }

  /** The hash of the client's address. */
  static long ofClient(ConnectionInfo connection) {
    long hash = OFFSET_BASIS;
    int length = connection.clientAddressLength();
    for (int i = 0; i < length; i++) {
      hash = add(hash, connection.clientAddressByte(i));
    }
    return finished(hash);
  }

  /**
   * The hash of the leading bits of the client's address.
   *
   * @param bitsV4 how many of an IPv4 client's, in either form
   * @param bitsV6 how many of an IPv6 client's
   */
  static long ofClient(ConnectionInfo connection, int bitsV4, int bitsV6) {
    int length = connection.clientAddressLength();
    int before = isV4(connection) ? length - V4_LENGTH : 0;
    int bits = isV4(connection) ? bitsV4 : bitsV6;
    long hash = OFFSET_BASIS;
    for (int i = 0; i < bits; i += Byte.SIZE) {
      int kept = 0xff00 >> Math.min(Byte.SIZE, bits - i);
      hash = add(hash, (byte) (connection.clientAddressByte(before + i / Byte.SIZE) & kept));
    }
    return finished(hash);
  }

  private static boolean isV4(ConnectionInfo connection) {
    if (connection.clientAddressLength() == V4_LENGTH) {
      return true;
    }
    // ::ffff:a.b.c.d
    for (int i = 0; i < 12; i++) {
      if (connection.clientAddressByte(i) != (byte) (i < 10 ? 0 : 0xff)) {
        return false;
      }
    }
    return true;
  }

  private static long add(long hash, byte b) {
    return (hash ^ (b & 0xff)) * PRIME;
  }

  /** The last step of MurmurHash3. */
  private static long finished(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
