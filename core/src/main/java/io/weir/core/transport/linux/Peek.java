package io.weir.core.transport.linux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.weir.core.transport.PeekListener;
import org.jspecify.annotations.Nullable;

/** Reads the first bytes of a socket, shows them, and keeps them for the relay. */
final class Peek {
  private final LinuxSocket socket;
  private @Nullable PeekListener listener;
  private @Nullable ByteBuf kept;

  /**
   * Has read nothing yet.
   *
   * @param listener is shown the bytes for as long as it wants
   */
  Peek(LinuxSocket socket, PeekListener listener) {
    this.socket = socket;
    this.listener = listener;
  }

  /** Reads what there is, for as long as somebody wants to see it. */
  void more() {
    while (listener != null && socket.input().isReadable() && !socket.isClosed()) {
      PeekListener shown = listener;
      int count = socket.receive();
      if (count < 0) {
        listener = null;
        shown.ended();
      } else if (count > 0) {
        keep(count);
        if (!shown.arrived(socket.loop().chunk().nioBuffer(0, count))) {
          listener = null;
        }
      }
    }
  }

  private void keep(int count) {
    ByteBuf bytes = kept;
    if (bytes == null) {
      bytes = PooledByteBufAllocator.DEFAULT.directBuffer(count);
      kept = bytes;
    }
    bytes.writeBytes(socket.loop().chunk(), 0, count);
  }

  /**
   * Has the bytes sent ahead of everything else.
   *
   * @return how many
   */
  int replayTo(Output output) {
    ByteBuf bytes = kept;
    if (bytes == null) {
      return 0;
    }
    int count = bytes.readableBytes();
    output.keep(bytes);
    drop();
    return count;
  }

  /** Forgets them. */
  void drop() {
    listener = null;
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }
}
