package io.weir.bench.measure;

/** CPU time (user and system, in nanoseconds) of a program's threads, by what they do. */
public record CpuTime(long work, long jit, long gc) {
  /** No time at all. */
  public static final CpuTime NONE = new CpuTime(0, 0, 0);

  /** Of all threads. */
  public long total() {
    return work + jit + gc;
  }

  /** With that of one more thread. */
  public CpuTime plus(ThreadKind kind, long nanos) {
    return switch (kind) {
      case WORK -> new CpuTime(work + nanos, jit, gc);
      case JIT -> new CpuTime(work, jit + nanos, gc);
      case GC -> new CpuTime(work, jit, gc + nanos);
    };
  }
}
