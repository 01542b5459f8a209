package io.weir.core.plugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The platform threads that run at one moment, by context class loader. */
final class ThreadCensus {
  /** More may have come between counting and looking. */
  private static final int ROOM = 64;

  private final IdentityHashMap<ClassLoader, List<Thread>> byLoader = new IdentityHashMap<>();

  private ThreadCensus(Thread[] threads) {
    Arrays.stream(threads)
        .filter(Objects::nonNull)
        .forEach(thread -> {
          ClassLoader loader = loaderOf(thread);
          if (loader != null) {
            byLoader.computeIfAbsent(loader, _ -> new ArrayList<>()).add(thread);
          }
        });
  }

  /** A class of a plugin's may answer the question itself, and throw or hang over it. */
  private static @Nullable ClassLoader loaderOf(Thread thread) {
    try {
      Class<?> type = thread.getClass();
      boolean asksThread =
          type == Thread.class
              || type.getMethod("getContextClassLoader").getDeclaringClass() == Thread.class;
      return asksThread ? thread.getContextClassLoader() : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError _) {
      return null;
    }
  }

  /** Looks at all of them. */
  static ThreadCensus now() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    // A virtual thread's group is empty, but has the same root as all.
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + ROOM];
    while (root.enumerate(threads) == threads.length) {
      threads = new Thread[threads.length * 2];
    }
    return new ThreadCensus(threads);
  }

  /** Those with that context class loader. */
  List<Thread> startedUnder(ClassLoader loader) {
    return byLoader.getOrDefault(loader, List.of());
  }
}
