package io.weir.testkit.contract;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/** Measures what code allocates, where the JVM can tell. */
final class AllocatedBytes {
  private static final int WARM_UP = 50_000;
  private static final int ROUNDS = 10;
  private static final int CALLS = 10_000;

  private AllocatedBytes() {}

  /** Bytes per call once it is warm, in the best of several rounds; empty if that is not known. */
  static OptionalDouble perCall(Runnable call) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      return OptionalDouble.empty();
    }
    run(call, WARM_UP);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run(call, CALLS);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return OptionalDouble.of((double) least / CALLS);
  }

  private static void run(Runnable call, int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }
}
