package io.weir.plugin.builtin.balance;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which backend a client was sent to, for a time. Of fixed size, without locks, for all event loops
 * together: what one has stored all find.
 *
 * <p>An entry is one long: a part of the client's hash, the number of a backend, and the second at
 * which it ends. Which row of eight entries it is in depends on another part of the hash. Of two
 * clients whose hashes agree in both (one look-up in 2^24) the second goes where the first went,
 * which does no harm.
 */
final class StickyTable {
  /** Backends are numbered from 0 to this, exclusive. */
  static final int MOST_BACKENDS = 1 << 16;

  static final int NONE = -1;

  private static final int ROW = 8;
  private static final int TIME_BITS = 20;
  private static final int BACKEND_BITS = 16;
  private static final int TIME_MASK = (1 << TIME_BITS) - 1;
  private static final long TAG_MASK = -1L << (TIME_BITS + BACKEND_BITS);

  /** No entry is 0: the lowest bit of its tag is set. */
  private static final long EMPTY = 0;

  private final AtomicLongArray entries;
  private final int rows;
  private final int ttlSeconds;

  /**
   * An empty table.
   *
   * @param size how many entries at least
   * @param ttlSeconds how long one lasts, three days at most
   */
  StickyTable(int size, int ttlSeconds) {
    this.rows = Math.ceilDiv(size, ROW);
    this.entries = new AtomicLongArray(rows * ROW);
    this.ttlSeconds = ttlSeconds;
  }

  /** The backend of a client, or {@link #NONE}. */
  int find(long hash, long nowSeconds) {
    int first = row(hash);
    long tag = tag(hash);
    for (int i = first; i < first + ROW; i++) {
      long entry = entries.get(i);
      if ((entry & TAG_MASK) == tag && secondsLeft(entry, nowSeconds) > 0) {
        return backend(entry);
      }
    }
    return NONE;
  }

  /** Remembers where a client was sent, from now on. */
  void put(long hash, int backend, long nowSeconds) {
    int first = row(hash);
    long tag = tag(hash);
    int place = first;
    int least = Integer.MAX_VALUE;
    for (int i = first; i < first + ROW; i++) {
      long entry = entries.get(i);
      if ((entry & TAG_MASK) == tag) {
        place = i;
        break;
      }
      int left = entry == EMPTY ? -1 : secondsLeft(entry, nowSeconds);
      if (left < least) {
        least = left;
        place = i;
      }
    }
    long next = tag | (long) backend << TIME_BITS | ((nowSeconds + ttlSeconds) & TIME_MASK);
    // A plain exchange each second and client; of two loops that store at once the later one
    // counts.
    if (entries.get(place) != next) {
      entries.set(place, next);
    }
  }

  /** Forgets everybody. */
  void clear() {
    for (int i = 0; i < entries.length(); i++) {
      entries.set(i, EMPTY);
    }
  }

  private int row(long hash) {
    return (int) (((hash & 0xffffffffL) * rows) >>> 32) * ROW;
  }

  private static long tag(long hash) {
    return (hash | 1L << (TIME_BITS + BACKEND_BITS)) & TAG_MASK;
  }

  private static int backend(long entry) {
    return (int) (entry >>> TIME_BITS) & (MOST_BACKENDS - 1);
  }

  /**
   * 0 if the entry has ended. The clock goes round in twelve days, so one that ended nine days ago
   * and was not written over counts again, which does no harm.
   */
  private int secondsLeft(long entry, long nowSeconds) {
    int left = (int) ((entry - nowSeconds) & TIME_MASK);
    return left > ttlSeconds ? 0 : left;
  }
}
