package io.weir.core.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/** What a socket receives. */
final class Input {
  private final FileDescriptor descriptor;
  private boolean readable;
  private boolean ending;

  Input(FileDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Whether a read may find something. */
  boolean isReadable() {
    return readable;
  }

  /**
   * An event has said that a read may find something.
   *
   * @param end whether the end is near: the FIN has come
   */
  void arrived(boolean end) {
    readable = true;
    ending |= end;
  }

  /** A read has shown that there is nothing more for now. */
  void nothing() {
    readable = false;
  }

  /**
   * Reads into a buffer as much as it holds.
   *
   * @return how many bytes; 0 if there are none for now; -1 at the end
   */
  int receive(ByteBuf chunk) throws IOException {
    int count = descriptor.readAddress(chunk.memoryAddress(), 0, chunk.capacity());
    // Less than asked for means that it was all, and there will be an event for what comes next;
    // but not for an end that was there before.
    if (count == 0 || (count < chunk.capacity() && !ending)) {
      readable = false;
    }
    return count;
  }
}
