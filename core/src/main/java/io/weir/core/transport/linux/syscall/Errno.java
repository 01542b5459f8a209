package io.weir.core.transport.linux.syscall;

/** Numbers of errno, which are the same on x86-64 and aarch64. */
public final class Errno {
  /** Interrupted by a signal. */
  public static final int EINTR = 4;

  /** Nothing to read, or no room to write, at the moment. */
  public static final int EAGAIN = 11;

  /** Not on this kind of descriptor. */
  public static final int EINVAL = 22;

  /** The system has no descriptor left. */
  public static final int ENFILE = 23;

  /** The process has no descriptor left. */
  public static final int EMFILE = 24;

  /** The other end reads no more. */
  public static final int EPIPE = 32;

  /** The other end has reset. */
  public static final int ECONNRESET = 104;

  /** Nobody is at the port of the other end. */
  public static final int ECONNREFUSED = 111;

  private Errno() {}

  /** Whether the other end has reset the connection, or closed it while we were sending. */
  public static boolean isReset(int errno) {
    return errno == ECONNRESET || errno == EPIPE;
  }
}
