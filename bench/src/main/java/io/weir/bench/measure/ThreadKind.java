package io.weir.bench.measure;

import java.util.List;

/** What a thread does, told by the name that the kernel has of it (15 characters at most). */
public enum ThreadKind {
  /** Everything that is neither of the others. */
  WORK,
  /** HotSpot's compilers. */
  JIT,
  /** HotSpot's collectors. The VM thread is one: SerialGC collects in it. */
  GC;

  private static final List<String> JIT_NAMES = List.of("C1 CompilerThre", "C2 CompilerThre");
  private static final List<String> GC_NAMES =
      List.of("VM Thread", "GC Thread", "G1 ", "ZWorker", "ZDriver", "ZDirector", "ZUncommitter");

  /** The kind of the thread with this name. */
  public static ThreadKind of(String name) {
    if (JIT_NAMES.stream().anyMatch(name::startsWith)) {
      return JIT;
    }
    return GC_NAMES.stream().anyMatch(name::startsWith) ? GC : WORK;
  }
}
