package io.weir.core.transport.channel;

import io.netty.buffer.ByteBuf;
import io.weir.core.transport.Datagram;

/**
 * The datagram at hand, in Netty's buffer, which is released after the call that it is passed by.
 */
class HeldDatagram implements Datagram {
  private final ByteBuf bytes;

  HeldDatagram(ByteBuf bytes) {
    this.bytes = bytes;
  }

  /** For a channel to send, which releases it. */
  static ByteBuf toSend(Datagram datagram) {
    return ((HeldDatagram) datagram).bytes.retainedDuplicate();
  }

  @Override
  public final int length() {
    return bytes.readableBytes();
  }
}
