package io.weir.core.transport.linux.syscall;

import static io.weir.core.transport.linux.syscall.NativeCalls.INT;
import static io.weir.core.transport.linux.syscall.NativeCalls.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Pipes, and moving bytes through them without copying: pipe2(2), splice(2) and fcntl(2)'s {@code
 * F_SETPIPE_SZ}. For one thread.
 */
public final class PipeCalls {
  private static final MethodHandle PIPE2 =
      NativeCalls.find("pipe2", FunctionDescriptor.of(INT, LONG, INT));
  private static final MethodHandle FCNTL =
      NativeCalls.find(
          "fcntl", FunctionDescriptor.of(INT, INT, INT, INT), Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SPLICE =
      NativeCalls.find("splice", FunctionDescriptor.of(LONG, INT, LONG, INT, LONG, LONG, INT));

  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int SPLICE_F_MOVE = 1;
  private static final int SPLICE_F_NONBLOCK = 2;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = NativeCalls.newErrno(arena);
  private final MemorySegment ends = arena.allocate(INT, 2);

  /**
   * Makes the calls available.
   *
   * @throws UnsupportedOperationException if they are not
   */
  public PipeCalls() {}

  /**
   * Opens a pipe that neither end blocks on.
   *
   * @return 0, then {@link #readEnd} and {@link #writeEnd} tell the descriptors; or a negative
   *     errno
   */
  public int open() {
    try {
      return (int)
          NativeCalls.result(
              (int) PIPE2.invokeExact(errno, ends.address(), O_NONBLOCK | O_CLOEXEC), errno);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Where the pipe that was opened last is read. */
  public int readEnd() {
    return ends.getAtIndex(INT, 0);
  }

  /** Where the pipe that was opened last is written. */
  public int writeEnd() {
    return ends.getAtIndex(INT, 1);
  }

  /**
   * Changes how much a pipe holds.
   *
   * @return how many bytes it holds now, or a negative errno; {@code EPERM} where the user has as
   *     many pages in pipes as {@code fs.pipe-user-pages-soft} allows
   */
  public int resize(int pipe, int bytes) {
    try {
      return (int)
          NativeCalls.result((int) FCNTL.invokeExact(errno, pipe, F_SETPIPE_SZ, bytes), errno);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Moves bytes between a pipe and a socket, without waiting.
   *
   * @return how many, 0 at the end of the stream, or a negative errno
   */
  public long splice(int from, int to, long most) {
    try {
      return NativeCalls.result(
          (long)
              SPLICE.invokeExact(errno, from, 0L, to, 0L, most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK),
          errno);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static AssertionError unexpected(Throwable e) {
    return new AssertionError("a call through a method handle of the right type", e);
  }
}
