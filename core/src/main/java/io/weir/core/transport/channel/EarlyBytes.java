package io.weir.core.transport.channel;

import io.netty.buffer.ByteBuf;
import io.weir.core.transport.PeekListener;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a socket has read before there was anybody to take it, and who looks at it meanwhile. */
final class EarlyBytes {
  private @Nullable ByteBuf kept;
  private @Nullable PeekListener listener;

  /**
   * Keeps bytes and shows them to whoever looks.
   *
   * @return whether that one has seen enough now
   */
  boolean add(ByteBuf bytes) {
    ByteBuf all = kept;
    if (all == null) {
      kept = bytes;
      return show(bytes.nioBuffer());
    }
    // Into one buffer, as each read has one of hundreds of bytes whatever is in it.
    int before = all.readableBytes();
    all.writeBytes(bytes);
    bytes.release();
    return show(all.nioBuffer(all.readerIndex() + before, all.readableBytes() - before));
  }

  /**
   * Shows what there is, and all that is added until the listener has seen enough.
   *
   * @return whether it has already
   */
  boolean showTo(PeekListener looking) {
    listener = looking;
    return kept != null && show(kept.nioBuffer());
  }

  private boolean show(ByteBuffer bytes) {
    PeekListener looking = listener;
    if (looking == null || looking.arrived(bytes)) {
      return false;
    }
    listener = null;
    return true;
  }

  /** Whether somebody looks. */
  boolean isShown() {
    return listener != null;
  }

  /** Shows no more, and tells who has looked until now. */
  @Nullable PeekListener stopShowing() {
    PeekListener looking = listener;
    listener = null;
    return looking;
  }

  /** Hands over what was kept; the caller releases it. */
  @Nullable ByteBuf take() {
    ByteBuf all = kept;
    kept = null;
    return all;
  }

  /** Forgets what was kept. */
  void drop() {
    ByteBuf all = take();
    if (all != null) {
      all.release();
    }
  }
}
