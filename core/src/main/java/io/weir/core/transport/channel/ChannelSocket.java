package io.weir.core.transport.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.weir.core.transport.ConnectFailures;
import io.weir.core.transport.ConnectListener;
import io.weir.core.transport.PeekListener;
import io.weir.core.transport.RelayListener;
import io.weir.core.transport.SecureListener;
import io.weir.core.transport.Side;
import io.weir.core.transport.StreamSecurity;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.TransportLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket on a Netty channel, and the last handler in that channel's pipeline, the only one as
 * long as there is no TLS. All of it happens on the channel's event loop, the relay's other socket
 * included, so nothing here is locked or volatile.
 *
 * <p>Back-pressure: when the other socket has {@link #WRITE_AHEAD} bytes waiting, reading pauses
 * until half of them are gone. One case is beyond its reach: once a FIN has come, Netty's epoll
 * channel reads all that the kernel still holds, so for a sender that has finished the bound is the
 * kernel's receive buffer. That also happens before there is a relay, hence {@link #early}.
 */
final class ChannelSocket extends ChannelInboundHandlerAdapter implements StreamSocket {
  private static final Logger logger = LoggerFactory.getLogger(ChannelSocket.class);

  /** Bytes queued for a slow reader at which reading from its peer pauses. */
  static final int WRITE_AHEAD = 256 * 1024;

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(WRITE_AHEAD / 2, WRITE_AHEAD);

  private final SocketChannel channel;
  private final TransportLoop loop;
  private final EarlyBytes early = new EarlyBytes();
  private final @Nullable InetSocketAddress remote;
  private final @Nullable InetSocketAddress local;
  private boolean closed;
  private boolean ended;
  private @Nullable Runnable whenBroken;
  private @Nullable SecureListener securing;
  private @Nullable TlsLeg tls;
  private @Nullable Relayed relayed;

  /** What is known once the socket is part of a relay. */
  private record Relayed(ChannelSocket peer, Side side, RelayListener listener) {}

  /** Takes a channel that is open but not yet active. */
  ChannelSocket(SocketChannel channel, TransportLoop loop) {
    this(channel, loop, null, null);
  }

  /** The same for one whose addresses are known: a client that has reset has none any more. */
  ChannelSocket(
      SocketChannel channel,
      TransportLoop loop,
      @Nullable InetSocketAddress remote,
      @Nullable InetSocketAddress local) {
    this.channel = channel;
    this.loop = loop;
    this.remote = remote;
    this.local = local;
    ChannelConfig config = channel.config();
    config.setAutoRead(false);
    config.setAllocator(PooledByteBufAllocator.DEFAULT);
    config.setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(512, 16 * 1024, 64 * 1024));
    config.setWriteBufferWaterMark(WATER_MARK);
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.SO_KEEPALIVE, true);
    channel.pipeline().addLast(this);
  }

  void connect(InetSocketAddress address, ConnectListener listener) {
    if (closed) {
      return;
    }
    channel
        .connect(address)
        .addListener((ChannelFuture future) -> {
          if (closed) {
            return;
          }
          if (future.isSuccess()) {
            listener.connected();
          } else {
            close();
            listener.connectFailed(ConnectFailures.of(future.cause()));
          }
        });
  }

  static void relay(ChannelSocket client, ChannelSocket backend, RelayListener listener) {
    client.relayed = new Relayed(backend, Side.CLIENT, listener);
    backend.relayed = new Relayed(client, Side.BACKEND, listener);
    client.startReading();
    backend.startReading();
  }

  private void startReading() {
    ByteBuf held = early.take();
    if (held != null) {
      forward(held);
    }
    Relayed relay = relayed;
    if (relay == null || closed) {
      return;
    }
    relay.peer().flush();
    if (ended) {
      relay.listener().ended(relay.side());
    } else {
      channel.config().setAutoRead(relay.peer().channel.isWritable());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (relayed != null || closed) {
      forward(bytes);
      return;
    }
    if (early.add(bytes)) {
      pauseUnlessTaken();
    }
  }

  /** Whoever looked at the first bytes has seen enough; whoever takes them has not come yet. */
  private void pauseUnlessTaken() {
    if (securing == null && relayed == null && !closed) {
      channel.config().setAutoRead(false);
    }
  }

  private void forward(ByteBuf bytes) {
    Relayed relay = relayed;
    if (relay == null || closed || relay.peer().closed) {
      bytes.release();
      return;
    }
    relay.listener().read(relay.side(), bytes.readableBytes());
    SocketChannel to = relay.peer().channel;
    to.write(bytes, to.voidPromise());
    if (!to.isWritable()) {
      to.flush();
      if (!to.isWritable()) {
        channel.config().setAutoRead(false);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (relayed != null) {
      relayed.peer().flush();
    }
  }

  private void flush() {
    if (!closed) {
      channel.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (relayed != null && channel.isWritable() && !relayed.peer().closed) {
      relayed.peer().channel.config().setAutoRead(true);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (closed) {
      return;
    }
    switch (event) {
      case TlsLeg.Event.Outcome outcome -> handshakeOver(outcome);
      case TlsLeg.Event.Ended _ -> inputEnded();
      case ChannelInputShutdownEvent _ -> inputEnded();
      default -> {}
    }
  }

  private void inputEnded() {
    if (ended) {
      return;
    }
    ended = true;
    PeekListener listener = early.stopShowing();
    if (relayed != null) {
      relayed.listener().ended(relayed.side());
    } else if (listener != null) {
      listener.ended();
    }
  }

  private void handshakeOver(TlsLeg.Event.Outcome outcome) {
    SecureListener listener = securing;
    securing = null;
    channel.config().setAutoRead(false);
    if (listener != null) {
      outcome.tell(listener);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      logger.warn("connection from {} failed", channel.remoteAddress(), cause);
    }
    broke(ConnectFailures.isReset(cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    broke(false);
  }

  private void broke(boolean reset) {
    if (closed) {
      return;
    }
    close();
    if (relayed != null) {
      relayed.listener().broken(relayed.side(), reset);
    } else if (whenBroken != null) {
      whenBroken.run();
    }
  }

  @Override
  public TransportLoop loop() {
    return loop;
  }

  @Override
  public InetSocketAddress remote() {
    return remote == null ? channel.remoteAddress() : remote;
  }

  @Override
  public InetSocketAddress local() {
    return local == null ? channel.localAddress() : local;
  }

  @Override
  public void whenBroken(Runnable action) {
    whenBroken = action;
  }

  @Override
  public void peek(PeekListener listener) {
    if (closed) {
      return;
    }
    if (early.showTo(listener)) {
      pauseUnlessTaken();
    }
    if (!early.isShown() || closed) {
      return;
    }
    if (ended) {
      early.stopShowing();
      listener.ended();
    } else {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void secure(StreamSecurity security, SecureListener listener) {
    // Later, as the listener must not be told before this method has returned.
    loop.execute(() -> startTls((ChannelSecurity) security, listener));
  }

  private void startTls(ChannelSecurity security, SecureListener listener) {
    if (closed) {
      return;
    }
    early.stopShowing();
    securing = listener;
    TlsLeg leg;
    try {
      leg = security.open(channel.alloc());
    } catch (RuntimeException e) {
      handshakeOver(new TlsLeg.Event.Failed(String.valueOf(e.getMessage())));
      return;
    }
    tls = leg;
    ByteBuf held = early.take();
    leg.join(channel.pipeline());
    if (held != null) {
      channel.pipeline().fireChannelRead(held);
      channel.pipeline().fireChannelReadComplete();
    }
    if (securing == null || closed) {
      return;
    }
    if (ended) {
      handshakeOver(new TlsLeg.Event.Failed("the other end closed during the handshake"));
    } else {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void write(byte[] bytes) {
    if (!closed) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
    }
  }

  @Override
  public void shutdownOutput() {
    if (closed) {
      return;
    }
    if (tls != null) {
      tls.closeNotify();
    }
    // Netty fails what is queued when the output is shut down, so everything before has to be out.
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> {
          if (written.isSuccess() && !closed) {
            channel.shutdownOutput().addListener(shut -> outputShut(shut.isSuccess()));
          }
        });
  }

  private void outputShut(boolean success) {
    if (closed || relayed == null) {
      return;
    }
    if (success) {
      relayed.listener().outputShut(relayed.side());
    } else {
      broke(true);
    }
  }

  @Override
  public void reset() {
    if (closed) {
      return;
    }
    try {
      channel.config().setSoLinger(0);
    } catch (RuntimeException e) {
      // The other end was faster; there is nothing left to reset.
      logger.debug("cannot reset", e);
    }
    close();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    channel.close();
    early.drop();
  }
}
