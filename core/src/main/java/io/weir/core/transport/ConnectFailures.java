package io.weir.core.transport;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells from an exception what the kernel meant. JDK and Netty's natives use the texts of errno.
 */
public final class ConnectFailures {

  private ConnectFailures() {}

  /** What an attempt that ended so came to. */
  public static ConnectFailure of(@Nullable Throwable cause) {
    String text = text(cause);
    if (cause instanceof PortUnreachableException || text.contains("refused")) {
      return ConnectFailure.REFUSED;
    }
    if (text.contains("timed out")) {
      return ConnectFailure.TIMED_OUT;
    }
    if (cause instanceof BindException
        || text.contains("cannot assign requested address")
        || text.contains("too many open files")
        || text.contains("no buffer space")) {
      return ConnectFailure.NO_RESOURCES;
    }
    if (cause instanceof NoRouteToHostException || text.contains("unreachable")) {
      return ConnectFailure.UNREACHABLE;
    }
    return cause instanceof ConnectException ? ConnectFailure.REFUSED : ConnectFailure.OTHER;
  }

  /** Whether the other end has reset the connection, or closed it while we were sending. */
  public static boolean isReset(Throwable cause) {
    if (cause instanceof Errors.NativeIoException nativeCause) {
      int errno = nativeCause.expectedErr();
      return errno == Errors.ERRNO_ECONNRESET_NEGATIVE || errno == Errors.ERRNO_EPIPE_NEGATIVE;
    }
    String text = text(cause);
    return cause instanceof IOException && (text.contains("reset") || text.contains("broken pipe"));
  }

  private static String text(@Nullable Throwable cause) {
    String message = cause == null ? null : cause.getMessage();
    return message == null ? "" : message.toLowerCase(Locale.ROOT);
  }
}
