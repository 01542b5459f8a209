package io.weir.core.transport.linux;

import io.netty.channel.unix.FileDescriptor;
import io.weir.core.transport.linux.syscall.Errno;
import io.weir.core.transport.linux.syscall.PipeCalls;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipes of one event loop, lent to whatever moves much at the moment. The kernel limits how
 * much a user may keep in pipes ({@code fs.pipe-user-pages-soft}, 64 MiB as a rule), and every pipe
 * is two descriptors; so there are at most so many, and without one bytes are copied.
 */
final class PipePool {
  private static final Logger logger = LoggerFactory.getLogger(PipePool.class);

  /** Measured: 64 KiB costs 1.6 times the CPU per byte, 1 MiB is no better. */
  private static final int CAPACITY = 256 * 1024;

  /** A pipe that the kernel gives less than this is not worth having. */
  private static final int LEAST_CAPACITY = 64 * 1024;

  /** How many are kept open that nobody uses. */
  private static final int MOST_IDLE = 8;

  private final int most;
  private final Deque<Pipe> idle = new ArrayDeque<>();
  private int lent;
  private @Nullable PipeCalls calls;
  private boolean unavailable;

  /**
   * Makes a pool without a pipe.
   *
   * @param most pipes at the same time; 0 means that everything is copied
   */
  PipePool(int most) {
    this.most = most;
  }

  /** Lends a pipe that is empty, or null if there is none to be had at the moment. */
  @Nullable Pipe lend() {
    if (lent >= most || unavailable) {
      return null;
    }
    Pipe pipe = idle.pollFirst();
    if (pipe == null) {
      pipe = open();
    }
    if (pipe != null) {
      lent++;
    }
    return pipe;
  }

  private @Nullable Pipe open() {
    PipeCalls system = calls();
    if (system == null || system.open() < 0) {
      return null;
    }
    Pipe pipe =
        new Pipe(new FileDescriptor(system.readEnd()), new FileDescriptor(system.writeEnd()));
    if (system.resize(pipe.in(), CAPACITY) < LEAST_CAPACITY) {
      pipe.close();
      return null;
    }
    return pipe;
  }

  private @Nullable PipeCalls calls() {
    if (calls == null && !unavailable) {
      try {
        calls = new PipeCalls();
      } catch (UnsupportedOperationException | LinkageError | IllegalCallerException e) {
        unavailable = true;
        logger.warn("splice(2) cannot be used, so all bytes are copied: {}", e.toString());
      }
    }
    return calls;
  }

  /** Takes back a pipe; one that is not empty is thrown away. */
  void giveBack(Pipe pipe, boolean empty) {
    lent--;
    if (empty && idle.size() < MOST_IDLE) {
      idle.addFirst(pipe);
    } else {
      pipe.close();
    }
  }

  /**
   * Moves bytes between a pipe of this pool and a socket.
   *
   * @return how many, 0 at the end of the stream, or a negative {@link Errno}
   */
  long splice(int from, int to, long bytes) {
    PipeCalls system = calls();
    return system == null ? -Errno.EINVAL : system.splice(from, to, bytes);
  }

  /** Closes the pipes that nobody uses. */
  void close() {
    idle.forEach(Pipe::close);
    idle.clear();
  }
}
