package io.weir.core.transport.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Entries for {@link DatagramCalls}: a {@code struct mmsghdr} each, with an address, room for one
 * control message or two, and a buffer for the largest datagram. Of the buffers only those pages
 * exist that a datagram was long enough for. For one thread.
 *
 * <p>Behind them lie views: entries without a buffer, which stand for the datagrams that the kernel
 * has received as one.
 *
 * <p>The structures are those of 64-bit Linux, the same on x86-64 and aarch64.
 */
public final class MessageRing {
  /** Room for a {@code struct sockaddr_in6}. */
  public static final int NAME_LENGTH = 28;

  /** Room for control messages. */
  static final int CONTROL_LENGTH = 128;

  private static final long HEADER = 64;
  private static final long NAME_AT = 0;
  private static final long NAME_LENGTH_AT = 8;
  private static final long VECTOR_AT = 16;
  private static final long VECTOR_COUNT_AT = 24;
  private static final long CONTROL_AT = 32;
  private static final long CONTROL_LENGTH_AT = 40;
  private static final long FLAGS_AT = 48;
  private static final long LENGTH_AT = 56;

  private static final long VECTOR = 16;
  private static final long NAME_STRIDE = 32;
  private static final int BUFFER = 64 * 1024;

  /**
   * Not a power of two, so that the beginnings of the buffers do not compete for the same few lines
   * of the processor's caches.
   */
  private static final long BUFFER_STRIDE = BUFFER + 33 * 64;

  /** What kernels before 6.9 allow (UDP_MAX_SEGMENTS). */
  private static final int MOST_JOINED = 64;

  /** What an IP packet holds, less the headers of IPv6 and UDP. */
  private static final int LONGEST_JOINED = 65_487;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final int size;
  private final int views;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment controls;
  private final MemorySegment buffers;

  /**
   * Makes the entries.
   *
   * @param arena gives their memory back when it closes
   * @param size how many there are
   * @param views how many views there are behind them
   */
  public MessageRing(Arena arena, int size, int views) {
    this.size = size;
    this.views = views;
    int all = size + views;
    this.headers = arena.allocate(HEADER * all, 64);
    this.vectors = arena.allocate(VECTOR * all, 64);
    this.names = arena.allocate(NAME_STRIDE * all, 64);
    this.controls = arena.allocate((long) CONTROL_LENGTH * all, 64);
    this.buffers = MemoryCalls.map(arena, BUFFER_STRIDE * size);
    for (int i = 0; i < all; i++) {
      headers.set(LONG, HEADER * i + VECTOR_AT, vectors.address() + VECTOR * i);
      headers.set(LONG, HEADER * i + VECTOR_COUNT_AT, 1);
    }
    for (int i = 0; i < size; i++) {
      vectors.set(LONG, VECTOR * i, buffers.address() + BUFFER_STRIDE * i);
    }
  }

  /** How many entries there are that can receive; views have the numbers from here on. */
  public int size() {
    return size;
  }

  /** How many views there are. */
  public int views() {
    return views;
  }

  long header(int entry) {
    return headers.address() + HEADER * entry;
  }

  /**
   * Readies entries for receiving.
   *
   * @param named whether the sender's address is asked for
   * @param controlled whether control messages are
   */
  public void prepare(int first, int count, boolean named, boolean controlled) {
    for (int i = first; i < first + count; i++) {
      name(i, named);
      control(i, controlled ? CONTROL_LENGTH : 0);
      vectors.set(LONG, VECTOR * i + 8, BUFFER);
      headers.set(INT, HEADER * i + FLAGS_AT, 0);
    }
  }

  /** Whether an entry has an address. */
  public void name(int entry, boolean named) {
    name(entry, named ? names.address() + NAME_STRIDE * entry : 0, named ? NAME_LENGTH : 0);
  }

  private void name(int entry, long address, int length) {
    headers.set(LONG, HEADER * entry + NAME_AT, address);
    headers.set(INT, HEADER * entry + NAME_LENGTH_AT, length);
  }

  /** How many bytes an entry received. */
  public int length(int entry) {
    return headers.get(INT, HEADER * entry + LENGTH_AT);
  }

  /** How long the sender's address is that an entry received. */
  public int nameLength(int entry) {
    return headers.get(INT, HEADER * entry + NAME_LENGTH_AT);
  }

  /** Eight bytes of an entry's address as they lie in memory. */
  public long nameWord(int entry, int word) {
    return names.get(LONG, NAME_STRIDE * entry + 8L * word);
  }

  /** Reads which address an entry was sent to. */
  public void readLocal(int entry, LocalAddress local) {
    ControlMessages.readLocal(
        controls,
        (long) CONTROL_LENGTH * entry,
        headers.get(LONG, HEADER * entry + CONTROL_LENGTH_AT),
        local);
  }

  /**
   * How long the datagrams are that the kernel has received as one, of which the last may be
   * shorter ({@code UDP_GRO}).
   *
   * @return 0 if an entry received a single one
   */
  public int segment(int entry) {
    return ControlMessages.readSegment(
        controls,
        (long) CONTROL_LENGTH * entry,
        headers.get(LONG, HEADER * entry + CONTROL_LENGTH_AT));
  }

  /**
   * Makes views of the datagrams that an entry received as one, from the first view on; at most as
   * many as there are.
   *
   * @param offset where in the entry the first one begins
   * @return how many
   */
  public int cut(int entry, int segment, int offset) {
    int end = length(entry);
    int count = 0;
    for (int at = offset; at < end && count < views; at += segment) {
      view(size + count++, entry, at, Math.min(segment, end - at));
    }
    return count;
  }

  private void view(int view, int entry, int offset, int length) {
    long header = HEADER * entry;
    name(view, headers.get(LONG, header + NAME_AT) != 0);
    headers.set(INT, HEADER * view + NAME_LENGTH_AT, nameLength(entry));
    MemorySegment.copy(names, NAME_STRIDE * entry, names, NAME_STRIDE * view, NAME_STRIDE);
    int controlled = (int) headers.get(LONG, header + CONTROL_LENGTH_AT);
    control(view, controlled);
    MemorySegment.copy(
        controls,
        (long) CONTROL_LENGTH * entry,
        controls,
        (long) CONTROL_LENGTH * view,
        controlled);
    headers.set(INT, HEADER * view + LENGTH_AT, length);
    vectors.set(LONG, VECTOR * view, buffers.address() + BUFFER_STRIDE * entry + offset);
  }

  /** Has what an entry received go where its socket is connected to. */
  public void sendConnected(int entry) {
    name(entry, 0, 0);
    control(entry, 0);
    vectors.set(LONG, VECTOR * entry + 8, length(entry));
  }

  /**
   * Has what an entry received go to an address.
   *
   * @param local where it leaves from, if it is known
   */
  public void sendTo(int entry, SocketName name, LocalAddress local) {
    long at = NAME_STRIDE * entry;
    names.set(LONG, at, name.word(0));
    names.set(LONG, at + 8, name.word(1));
    names.set(LONG, at + 16, name.word(2));
    names.set(INT, at + 24, (int) name.word(3));
    name(entry, names.address() + at, name.length());
    long begin = (long) CONTROL_LENGTH * entry;
    long end = local.isKnown() ? ControlMessages.writeLocal(controls, begin, local) : begin;
    control(entry, (int) (end - begin));
    vectors.set(LONG, VECTOR * entry + 8, length(entry));
  }

  /**
   * Makes one message of several entries that are {@link #joinable}, for the kernel to cut into
   * datagrams again.
   */
  public void join(int first, int count) {
    int length = length(first);
    long header = HEADER * first;
    long begin = (long) CONTROL_LENGTH * first;
    long used = headers.get(LONG, header + CONTROL_LENGTH_AT);
    long end = ControlMessages.writeSegment(controls, begin + used, length);
    control(first, (int) (end - begin));
    headers.set(LONG, header + VECTOR_COUNT_AT, count);
  }

  /** Undoes {@link #join}. */
  public void part(int first) {
    headers.set(LONG, HEADER * first + VECTOR_COUNT_AT, 1);
    long used = headers.get(LONG, HEADER * first + CONTROL_LENGTH_AT);
    control(first, (int) used - ControlMessages.SEGMENT_LENGTH);
  }

  private void control(int entry, int length) {
    headers.set(
        LONG,
        HEADER * entry + CONTROL_AT,
        length == 0 ? 0 : controls.address() + (long) CONTROL_LENGTH * entry);
    headers.set(LONG, HEADER * entry + CONTROL_LENGTH_AT, length);
  }

  /**
   * How many entries from the first on may be {@link #join joined}: they are of the same length and
   * not too long together. Where there are several, a shorter one may be the last.
   *
   * @return 1 if none may
   */
  public int joinable(int first, int end) {
    int length = length(first);
    int next = first + 1;
    int most = length == 0 ? 1 : Math.min(MOST_JOINED, LONGEST_JOINED / length);
    while (next < end && next - first < most && length(next) == length) {
      next++;
    }
    boolean roomForLast = next - first > 1 && next - first < most && next < end;
    return next - first + (roomForLast && isShorter(next, length) ? 1 : 0);
  }

  private boolean isShorter(int entry, int length) {
    return length(entry) > 0 && length(entry) < length;
  }

  /** How many entries from the first on go before the next two that may be joined; at least 1. */
  public int unjoinable(int first, int end) {
    int next = first + 1;
    while (next < end && (next + 1 == end || joinable(next, next + 2) == 1)) {
      next++;
    }
    return next - first;
  }
}
