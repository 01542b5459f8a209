package io.weir.core.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a socket has to send: whatever the kernel does not take at once is kept here. */
final class Output {
  private final FileDescriptor descriptor;
  private @Nullable ByteBuf unsent;
  private boolean writable;

  Output(FileDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Whether a write may be taken. */
  boolean isWritable() {
    return writable;
  }

  /** An event has said that a write may be taken. */
  void room() {
    writable = true;
  }

  /** A write has shown that there is no room for now. */
  void noRoom() {
    writable = false;
  }

  /** Sends the first bytes of a buffer, and keeps what the kernel does not take. */
  void send(ByteBuf chunk, int count) throws IOException {
    int taken = unsent == null && writable ? transmit(chunk.memoryAddress(), 0, count) : 0;
    if (taken < count) {
      kept(count - taken).writeBytes(chunk, taken, count - taken);
    }
  }

  /** Keeps bytes; {@link #flush} sends them. */
  void keep(byte[] bytes) {
    kept(bytes.length).writeBytes(bytes);
  }

  /** Keeps what a buffer holds; it is read, and not released. */
  void keep(ByteBuf bytes) {
    kept(bytes.readableBytes()).writeBytes(bytes);
  }

  private ByteBuf kept(int count) {
    ByteBuf kept = unsent;
    if (kept == null) {
      kept = PooledByteBufAllocator.DEFAULT.directBuffer(count);
      unsent = kept;
    }
    return kept;
  }

  /** Sends what was kept, and tells whether nothing is left of it. */
  boolean flush() throws IOException {
    ByteBuf kept = unsent;
    if (kept == null) {
      return true;
    }
    if (!writable) {
      return false;
    }
    kept.skipBytes(transmit(kept.memoryAddress(), kept.readerIndex(), kept.writerIndex()));
    if (kept.isReadable()) {
      return false;
    }
    drop();
    return true;
  }

  private int transmit(long address, int from, int to) throws IOException {
    int taken = descriptor.writeAddress(address, from, to);
    if (taken < to - from) {
      writable = false;
    }
    return taken;
  }

  /** Forgets what was kept. */
  void drop() {
    if (unsent != null) {
      unsent.release();
      unsent = null;
    }
  }
}
