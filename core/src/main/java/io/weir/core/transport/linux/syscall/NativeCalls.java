package io.weir.core.transport.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Finds functions of the C library, and reads the errno that they leave behind. */
final class NativeCalls {
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private NativeCalls() {}

  /**
   * A function whose first argument is where errno goes.
   *
   * @throws UnsupportedOperationException if there is none, or native access is denied
   */
  @SuppressWarnings("restricted") // The start script grants native access.
  static MethodHandle find(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    Linker.Option[] all = new Linker.Option[options.length + 1];
    all[0] = Linker.Option.captureCallState("errno");
    System.arraycopy(options, 0, all, 1, options.length);
    MemorySegment function =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsupportedOperationException("no function " + name));
    return linker.downcallHandle(function, type, all);
  }

  /** Room for an errno, for one thread. */
  static MemorySegment newErrno(Arena arena) {
    return arena.allocate(CAPTURE);
  }

  /** What a call returned, or its errno as a negative number if it failed. */
  static long result(long returned, MemorySegment errno) {
    return returned >= 0 ? returned : -(int) ERRNO.get(errno, 0L);
  }

  /** A C int. */
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** A C long, size_t, ssize_t or pointer. */
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
}
