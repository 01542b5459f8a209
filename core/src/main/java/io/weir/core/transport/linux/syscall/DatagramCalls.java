package io.weir.core.transport.linux.syscall;

import static io.weir.core.transport.linux.syscall.NativeCalls.INT;
import static io.weir.core.transport.linux.syscall.NativeCalls.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Many datagrams by one call: recvmmsg(2) and sendmmsg(2). For one thread. */
public final class DatagramCalls {
  private static final MethodHandle RECVMMSG =
      NativeCalls.find("recvmmsg", FunctionDescriptor.of(INT, INT, LONG, INT, INT, LONG));
  private static final MethodHandle SENDMMSG =
      NativeCalls.find("sendmmsg", FunctionDescriptor.of(INT, INT, LONG, INT, INT));

  private static final int MSG_DONTWAIT = 0x40;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = NativeCalls.newErrno(arena);

  /**
   * Makes the calls available.
   *
   * @throws UnsupportedOperationException if they are not
   */
  public DatagramCalls() {}

  /**
   * Receives what there is, without waiting.
   *
   * @param socket its descriptor
   * @param ring where to
   * @param first the first of its entries
   * @param most how many at most
   * @return how many, or a negative errno
   */
  public int receive(int socket, MessageRing ring, int first, int most) {
    try {
      return (int)
          NativeCalls.result(
              (int) RECVMMSG.invokeExact(errno, socket, ring.header(first), most, MSG_DONTWAIT, 0L),
              errno);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Sends, without waiting.
   *
   * @param first the first entry to send
   * @param count how many
   * @return how many were sent, which is fewer when the next one failed; or the negative errno of
   *     the first
   */
  public int send(int socket, MessageRing ring, int first, int count) {
    try {
      return (int)
          NativeCalls.result(
              (int) SENDMMSG.invokeExact(errno, socket, ring.header(first), count, MSG_DONTWAIT),
              errno);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static AssertionError unexpected(Throwable e) {
    return new AssertionError("a call through a method handle of the right type", e);
  }
}
