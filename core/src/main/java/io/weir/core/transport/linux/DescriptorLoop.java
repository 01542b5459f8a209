package io.weir.core.transport.linux;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import io.weir.core.transport.NettyLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Netty event loop that drives bare descriptors. */
abstract class DescriptorLoop extends NettyLoop {
  private static final Logger logger = LoggerFactory.getLogger(DescriptorLoop.class);

  private final List<Closing> closing = new ArrayList<>();
  private final Runnable closeAll = this::closeAll;

  /** Has a descriptor that is to be closed. */
  @FunctionalInterface
  interface Closing {
    void closeDescriptor();
  }

  DescriptorLoop(IoEventLoop eventLoop) {
    super(eventLoop);
  }

  /**
   * Has a descriptor's events told to its handle. To be called on the loop; the first event comes
   * later than this method returns.
   */
  final IoRegistration register(IoHandle handle, IoOps events) throws IOException {
    Future<IoRegistration> future = eventLoop().register(handle);
    if (!future.isSuccess()) {
      throw failure(future.cause());
    }
    IoRegistration registration = future.getNow();
    try {
      registration.submit(events);
      return registration;
    } catch (RuntimeException e) {
      registration.cancel();
      throw failure(e);
    }
  }

  private static IOException failure(Throwable cause) {
    return new IOException("cannot register a descriptor: " + cause.getMessage(), cause);
  }

  /**
   * Closes a descriptor at the end of this turn. Not at once: an event of this turn may still be on
   * its way to it, and would reach whatever socket gets the number next.
   */
  final void closeLater(Closing descriptor) {
    boolean first = closing.isEmpty();
    closing.add(descriptor);
    if (first) {
      try {
        execute(closeAll);
      } catch (RejectedExecutionException e) {
        // The loop has ended, so there are no more events.
        closeAll();
      }
    }
  }

  private void closeAll() {
    for (int i = 0; i < closing.size(); i++) {
      closing.get(i).closeDescriptor();
    }
    closing.clear();
  }

  /** Closes a descriptor now, and has its events told no more. */
  static void close(FileDescriptor descriptor, @Nullable IoRegistration registration) {
    try {
      descriptor.close();
    } catch (IOException e) {
      logger.debug("cannot close a descriptor", e);
    }
    // After closing, so that the kernel has forgotten it and need not be asked to.
    if (registration != null) {
      registration.cancel();
    }
  }
}
