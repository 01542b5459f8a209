package io.weir.core.transport.linux.syscall;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Which of a machine's addresses a datagram was sent to, or is to leave from, as words of memory;
 * the same object is filled again and again.
 */
public final class LocalAddress {
  /** None; never filled. */
  public static final LocalAddress UNKNOWN = new LocalAddress();

  private boolean known;
  private boolean ipv4;
  private long first;
  private long second;
  private int networkInterface;

  /** Not known. */
  public LocalAddress() {}

  /** Becomes equal to another one. */
  public void set(LocalAddress other) {
    known = other.known;
    ipv4 = other.ipv4;
    first = other.first;
    second = other.second;
    networkInterface = other.networkInterface;
  }

  void clear() {
    known = false;
    ipv4 = false;
    first = 0;
    second = 0;
    networkInterface = 0;
  }

  void set4(int address) {
    known = true;
    ipv4 = true;
    first = Integer.toUnsignedLong(address);
    second = 0;
    networkInterface = 0;
  }

  void set6(long newFirst, long newSecond, int newInterface) {
    known = true;
    ipv4 = false;
    first = newFirst;
    second = newSecond;
    // Only link-local addresses (fe80::/10) are not complete without it, and replies to all others
    // are free to take the way that the system's routes say.
    boolean linkLocal = (newFirst & 0xC0FF) == 0x80FE;
    networkInterface = linkLocal ? newInterface : 0;
  }

  /** Whether it is the same address. */
  public boolean isSame(LocalAddress other) {
    return first == other.first
        && second == other.second
        && networkInterface == other.networkInterface
        && ipv4 == other.ipv4
        && known == other.known;
  }

  /** Whether there is an address. */
  public boolean isKnown() {
    return known;
  }

  /** Whether it is of IPv4. */
  public boolean isIpv4() {
    return ipv4;
  }

  /** The first 8 bytes as they lie in memory; of IPv4 there are 4. */
  public long first() {
    return first;
  }

  /** The second 8 bytes. */
  public long second() {
    return second;
  }

  /** The same as an object of the JDK. */
  public InetAddress toAddress() {
    ByteBuffer bytes = ByteBuffer.allocate(ipv4 ? 4 : 16).order(ByteOrder.LITTLE_ENDIAN);
    if (ipv4) {
      bytes.putInt((int) first);
    } else {
      bytes.putLong(first).putLong(second);
    }
    try {
      return networkInterface == 0
          ? InetAddress.getByAddress(bytes.array())
          : Inet6Address.getByAddress(null, bytes.array(), networkInterface);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  int networkInterface() {
    return networkInterface;
  }
}
