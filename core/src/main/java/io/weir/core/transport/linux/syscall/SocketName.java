package io.weir.core.transport.linux.syscall;

import io.weir.core.transport.PathHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * A {@code struct sockaddr_in} or {@code sockaddr_in6} as words of memory.
 *
 * @param length 16 or 28
 * @param first family, port, and the address of IPv4 or the flow of IPv6
 * @param second the first half of an IPv6 address
 * @param third the second half
 * @param fourth its scope
 */
public record SocketName(int length, long first, long second, long third, long fourth) {
  private static final int IPV4_LENGTH = 16;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The sender of what an entry received. */
  public static SocketName of(MessageRing ring, int entry) {
    int length = ring.nameLength(entry);
    boolean ipv4 = length == IPV4_LENGTH;
    return new SocketName(
        length,
        ring.nameWord(entry, 0),
        ipv4 ? 0 : ring.nameWord(entry, 1),
        ipv4 ? 0 : ring.nameWord(entry, 2),
        ipv4 ? 0 : ring.nameWord(entry, 3) & 0xFFFFFFFFL);
  }

  /** Whether it is the sender of what an entry received. */
  public boolean isOf(MessageRing ring, int entry) {
    return first == ring.nameWord(entry, 0)
        && length == ring.nameLength(entry)
        && (length == IPV4_LENGTH
            || (second == ring.nameWord(entry, 1)
                && third == ring.nameWord(entry, 2)
                && fourth == (ring.nameWord(entry, 3) & 0xFFFFFFFFL)));
  }

  long word(int index) {
    return switch (index) {
      case 0 -> first;
      case 1 -> second;
      case 2 -> third;
      default -> fourth;
    };
  }

  /** The port. */
  public int port() {
    return Short.toUnsignedInt(Short.reverseBytes((short) (first >>> 16)));
  }

  /**
   * The bytes of the sender's address of what an entry received, in network order: 4 also where
   * IPv4 came to a socket of IPv6.
   *
   * @param into4 takes them if there are 4
   * @param into16 takes them if there are 16
   * @return the one that took them
   */
  public static byte[] address(MessageRing ring, int entry, byte[] into4, byte[] into16) {
    return ring.nameLength(entry) == IPV4_LENGTH
        ? put(into4, (int) (ring.nameWord(entry, 0) >>> 32))
        : put(ring.nameWord(entry, 1), ring.nameWord(entry, 2), into4, into16);
  }

  private static byte[] put(long high, long low, byte[] into4, byte[] into16) {
    // ::ffff:0:0/96
    if (high == 0 && (int) low == 0xFFFF0000) {
      return put(into4, (int) (low >>> 32));
    }
    WORDS.set(into16, 0, high);
    WORDS.set(into16, 8, low);
    return into16;
  }

  private static byte[] put(byte[] into, int word) {
    for (int i = 0; i < 4; i++) {
      into[i] = (byte) (word >>> (8 * i));
    }
    return into;
  }

  /** Hashes the sender of what an entry received. */
  public static long hash(MessageRing ring, int entry, PathHash hash) {
    long first = hash.with(hash.begin(), ring.nameWord(entry, 0));
    return ring.nameLength(entry) == IPV4_LENGTH
        ? first
        : hash.with(hash.with(first, ring.nameWord(entry, 1)), ring.nameWord(entry, 2));
  }

  /** The same as an object of the JDK. */
  public InetSocketAddress toAddress() {
    byte[] bytes =
        length == IPV4_LENGTH
            ? put(new byte[4], (int) (first >>> 32))
            : put(second, third, new byte[4], new byte[16]);
    try {
      InetAddress address =
          bytes.length == 16 && fourth != 0
              ? Inet6Address.getByAddress(null, bytes, (int) fourth)
              : InetAddress.getByAddress(bytes);
      return new InetSocketAddress(address, port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
