package io.weir.bench.measure;

import java.util.HashMap;
import java.util.Map;

/** CPU time of single threads since they began, by their number. */
public record ThreadTimes(Map<Long, Spent> byThread) {
  /** Of no thread. */
  public static final ThreadTimes NONE = new ThreadTimes(Map.of());

  /** What a thread does, and its CPU time in nanoseconds. */
  public record Spent(ThreadKind kind, long nanos) {}

  /** Keeps a copy. */
  public ThreadTimes {
    byThread = Map.copyOf(byThread);
  }

  /**
   * What has come since. Thread by thread and not sum by sum, because a JVM ends compiler threads
   * that have nothing to do: a sum would lose all that they ever used, where this loses only what
   * they used since.
   */
  public CpuTime since(ThreadTimes before) {
    CpuTime sum = CpuTime.NONE;
    for (Map.Entry<Long, Spent> entry : byThread.entrySet()) {
      Spent spent = entry.getValue();
      Spent earlier = before.byThread.get(entry.getKey());
      sum = sum.plus(spent.kind, spent.nanos - (earlier == null ? 0 : earlier.nanos));
    }
    return sum;
  }

  /** Collects threads. */
  static final class Collector {
    private final Map<Long, Spent> byThread = new HashMap<>();

    void add(long thread, String name, long nanos) {
      byThread.put(thread, new Spent(ThreadKind.of(name), nanos));
    }

    ThreadTimes all() {
      return new ThreadTimes(byThread);
    }
  }
}
