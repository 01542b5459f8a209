package io.weir.core.transport.linux.syscall;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Control messages ({@code struct cmsghdr}, cmsg(3)) that say which of its addresses a machine was
 * sent to or is to send from ({@code IP_PKTINFO}, {@code IPV6_PKTINFO}: RFC 3542 section 6), and of
 * how long pieces a buffer is made ({@code UDP_GRO}) or is to be cut into ({@code UDP_SEGMENT}).
 */
final class ControlMessages {
  private static final int HEADER = 16;
  private static final int LEVEL_AT = 8;
  private static final int TYPE_AT = 12;
  private static final int ALIGNMENT = 8;

  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_PKTINFO = 50;
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;
  private static final int UDP_GRO = 104;

  /** There is no such message. */
  private static final long NONE = -1;

  /** {@code struct in_pktinfo}: interface, address to send from, address sent to. */
  private static final int PKTINFO_LENGTH = 12;

  /** {@code struct in6_pktinfo}: address, interface. */
  private static final int PKTINFO6_LENGTH = 20;

  /** What {@link #writeSegment} writes. */
  static final int SEGMENT_LENGTH = 24;

  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private ControlMessages() {}

  /**
   * Reads which address was sent to.
   *
   * @param at where the messages begin
   * @param length of all of them
   * @param local takes it; cleared if they do not say
   */
  static void readLocal(MemorySegment memory, long at, long length, LocalAddress local) {
    local.clear();
    long info = find(memory, at, length, IPPROTO_IP, IP_PKTINFO);
    if (info != NONE) {
      local.set4(memory.get(INT, info + 4));
      return;
    }
    long info6 = find(memory, at, length, IPPROTO_IPV6, IPV6_PKTINFO);
    if (info6 != NONE) {
      local.set6(memory.get(LONG, info6), memory.get(LONG, info6 + 8), memory.get(INT, info6 + 16));
    }
  }

  /**
   * Reads how long the pieces are that the kernel received as one; the last may be shorter.
   *
   * @param at where the messages begin
   * @param length of all of them
   * @return 0 if it is a single datagram
   */
  static int readSegment(MemorySegment memory, long at, long length) {
    long data = find(memory, at, length, SOL_UDP, UDP_GRO);
    return data == NONE ? 0 : memory.get(INT, data);
  }

  private static long find(MemorySegment memory, long at, long length, int level, int type) {
    long end = at + length;
    long message = at;
    while (message + HEADER <= end) {
      long messageLength = memory.get(LONG, message);
      if (messageLength < HEADER) {
        return NONE;
      }
      if (memory.get(INT, message + LEVEL_AT) == level
          && memory.get(INT, message + TYPE_AT) == type) {
        return message + HEADER;
      }
      message += aligned(messageLength);
    }
    return NONE;
  }

  /**
   * Writes which address to send from.
   *
   * @return where the next message goes
   */
  static long writeLocal(MemorySegment memory, long at, LocalAddress local) {
    if (local.isIpv4()) {
      long data = begin(memory, at, IPPROTO_IP, IP_PKTINFO, PKTINFO_LENGTH);
      memory.set(INT, data, 0);
      memory.set(INT, data + 4, (int) local.first());
      memory.set(INT, data + 8, 0);
      return at + aligned(HEADER + PKTINFO_LENGTH);
    }
    long data = begin(memory, at, IPPROTO_IPV6, IPV6_PKTINFO, PKTINFO6_LENGTH);
    memory.set(LONG, data, local.first());
    memory.set(LONG, data + 8, local.second());
    memory.set(INT, data + 16, local.networkInterface());
    return at + aligned(HEADER + PKTINFO6_LENGTH);
  }

  /**
   * Writes how long the pieces are.
   *
   * @return where the next message goes
   */
  static long writeSegment(MemorySegment memory, long at, int length) {
    long data = begin(memory, at, SOL_UDP, UDP_SEGMENT, Short.BYTES);
    memory.set(SHORT, data, (short) length);
    return at + aligned(HEADER + Short.BYTES);
  }

  private static long begin(MemorySegment memory, long at, int level, int type, int length) {
    memory.set(LONG, at, HEADER + length);
    memory.set(INT, at + LEVEL_AT, level);
    memory.set(INT, at + TYPE_AT, type);
    return at + HEADER;
  }

  private static long aligned(long length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
