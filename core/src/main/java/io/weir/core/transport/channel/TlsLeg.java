package io.weir.core.transport.channel;

import io.netty.channel.ChannelPipeline;

/**
 * TLS on one channel. It fires {@link Event}s through the pipeline, and hands on what is inside of
 * TLS only.
 */
interface TlsLeg {

  /** What happens on it. */
  sealed interface Event {
    /** The handshake is done. */
    record Secured(io.weir.core.transport.SecureSession session) implements Event {}

    /** The handshake failed. */
    record Failed(String cause) implements Event {}

    /** The other end has sent its close_notify. */
    record Ended() implements Event {}
  }

  /** Puts itself in front of the pipeline, and begins the handshake. */
  void join(ChannelPipeline pipeline);

  /** Writes, but does not flush, a close_notify; nothing can be written after it. */
  void closeNotify();
}
