package io.weir.core.transport.channel;

import io.netty.channel.ChannelPipeline;
import io.weir.core.transport.SecureListener;
import io.weir.core.transport.SecureSession;
import java.util.Locale;

/**
 * TLS on one channel. It fires {@link Event}s through the pipeline, and hands on what is inside of
 * TLS only.
 */
interface TlsLeg {

  /** What happens on it. */
  sealed interface Event {
    /** The handshake is over. */
    sealed interface Outcome extends Event {
      /** Tells about it. */
      void tell(SecureListener listener);
    }

    /** The handshake is done. */
    record Secured(SecureSession session) implements Outcome {
      @Override
      public void tell(SecureListener listener) {
        listener.secured(session);
      }
    }

    /** The handshake failed. */
    record Failed(String cause) implements Outcome {
      @Override
      public void tell(SecureListener listener) {
        listener.secureFailed(cause);
      }
    }

    /** The other end has none of the application protocols that were offered. */
    record NoProtocol(String cause) implements Outcome {
      @Override
      public void tell(SecureListener listener) {
        listener.noProtocol(cause);
      }
    }

    /**
     * The handshake failed, for whatever reason.
     *
     * @param cause the engine's words; it is from these that an alert of the other end is known
     */
    static Outcome failed(String cause) {
      return cause.toLowerCase(Locale.ROOT).contains("no_application_protocol")
          ? new NoProtocol(cause)
          : new Failed(cause);
    }

    /** The other end has sent its close_notify. */
    record Ended() implements Event {}
  }

  /** Puts itself in front of the pipeline, and begins the handshake. */
  void join(ChannelPipeline pipeline);

  /** Writes, but does not flush, a close_notify; nothing can be written after it. */
  void closeNotify();
}
