package io.weir.core.transport.channel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.weir.core.transport.PeerIdentity;
import io.weir.core.transport.SecureSession;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS by the JDK's engine, where there is no native one. A close_notify from a client that speaks
 * TLS 1.2 or less ends both directions, as that engine has it.
 */
final class EngineTls extends ChannelInboundHandlerAdapter implements TlsLeg {
  private final SslHandler handler;

  /** Whether the handshake is, one way or the other. */
  private boolean over;

  EngineTls(SslHandler handler) {
    this.handler = handler;
    // How long it may take is the connection machine's to say.
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(0);
  }

  @Override
  public void join(ChannelPipeline pipeline) {
    pipeline.addFirst(this);
    pipeline.addFirst(handler);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && !over) {
      // The handler waits on, as the other direction is still open.
      over = true;
      context.fireUserEventTriggered(new Event.Failed("the other end closed during the handshake"));
    }
    over |= event instanceof SslHandshakeCompletionEvent;
    context.fireUserEventTriggered(
        switch (event) {
          case SslHandshakeCompletionEvent done when done.isSuccess() ->
              new Event.Secured(session());
          case SslHandshakeCompletionEvent failed ->
              Event.failed(String.valueOf(failed.cause().getMessage()));
          case SslCloseCompletionEvent closed when closed.isSuccess() -> new Event.Ended();
          default -> event;
        });
  }

  /** What the handler throws is wrapped; inside is no fault of weir's but the other end's. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.fireExceptionCaught(
        cause instanceof DecoderException && cause.getCause() instanceof SSLException alert
            ? alert
            : cause);
  }

  private SecureSession session() {
    SSLSession session = handler.engine().getSession();
    return new SecureSession(
        session.getProtocol(),
        session.getCipherSuite(),
        handler.applicationProtocol(),
        handler.engine().getUseClientMode() ? null : identity(session));
  }

  private static @Nullable PeerIdentity identity(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? PeerIdentity.of(certificate)
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  @Override
  public void closeNotify() {
    handler.closeOutbound();
  }
}
