package io.weir.core.stats;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what code allocates. */
public final class AllocatedBytes {
  private static final int ATTEMPTS = 50;

  private AllocatedBytes() {}

  /** The least in several attempts: the first ones link code, which allocates. */
  public static long least(Runnable work) {
    return least(() -> {}, work);
  }

  /** The same with something before each attempt that does not count. */
  public static long least(Runnable before, Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      before.run();
      long then = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - then);
    }
    return least;
  }
}
