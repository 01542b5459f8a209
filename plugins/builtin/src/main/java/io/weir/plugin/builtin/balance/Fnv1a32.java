package io.weir.plugin.builtin.balance;

import io.weir.api.balance.ConnectionInfo;

/** The hash function FNV-1a with 32 bits, a byte at a time. */
final class Fnv1a32 {
  static final int PRIME = 0x01000193;
  private static final int OFFSET_BASIS = 0x811c9dc5;

  private Fnv1a32() {}

  /** Takes one more byte into a hash. */
  static int add(int hash, int unsignedByte) {
    return (hash ^ unsignedByte) * PRIME;
  }

  /** The hash of the client's address. */
  static int ofClient(ConnectionInfo connection) {
    int hash = OFFSET_BASIS;
    int length = connection.clientAddressLength();
    for (int i = 0; i < length; i++) {
      hash = add(hash, connection.clientAddressByte(i) & 0xff);
    }
    return hash;
  }
}
