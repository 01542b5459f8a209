package io.weir.app.boot;

import io.weir.app.OperatorException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Sends SIGHUP to a process, by kill(2). The JDK can only end processes, and a program {@code kill}
 * is not everywhere where weir is.
 */
final class HangUp {
  private static final int SIGHUP = 1;
  private static final int EPERM = 1;
  private static final int ESRCH = 3;

  private HangUp() {}

  /**
   * Sends it.
   *
   * @throws OperatorException if that is not permitted, or the process is gone
   */
  static void send(long pid) {
    int errno = kill(Math.toIntExact(pid));
    switch (errno) {
      case 0 -> {}
      case EPERM ->
          throw new OperatorException(
              "process " + pid + ": asking it is not permitted; it belongs to another user");
      case ESRCH -> throw new OperatorException("process " + pid + " does not run");
      default -> throw new OperatorException("process " + pid + ": kill failed, errno " + errno);
    }
  }

  @SuppressWarnings("restricted") // The start script enables native access.
  private static int kill(int pid) {
    Linker linker = Linker.nativeLinker();
    StructLayout stateLayout = Linker.Option.captureStateLayout();
    MethodHandle kill =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            Linker.Option.captureCallState("errno"));
    VarHandle errno = stateLayout.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(stateLayout);
      int result = (int) kill.invokeExact(state, pid, SIGHUP);
      return result == 0 ? 0 : (int) errno.get(state, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException("kill cannot be called", e);
    }
  }
}
