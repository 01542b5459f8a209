package io.weir.core.transport.linux;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipe between two sockets.
 *
 * @param readEnd where it is read
 * @param writeEnd where it is written
 */
record Pipe(FileDescriptor readEnd, FileDescriptor writeEnd) {
  private static final Logger logger = LoggerFactory.getLogger(Pipe.class);

  int out() {
    return readEnd.intValue();
  }

  int in() {
    return writeEnd.intValue();
  }

  void close() {
    close(readEnd);
    close(writeEnd);
  }

  private static void close(FileDescriptor end) {
    try {
      end.close();
    } catch (IOException e) {
      logger.debug("cannot close a pipe", e);
    }
  }
}
