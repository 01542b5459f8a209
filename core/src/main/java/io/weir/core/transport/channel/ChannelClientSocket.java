package io.weir.core.transport.channel;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.weir.core.transport.ClientPath;
import io.weir.core.transport.ClientReceiver;
import io.weir.core.transport.ClientSocket;
import io.weir.core.transport.Datagram;
import io.weir.core.transport.DatagramAcceptor;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound datagram channel, and the only handler in its pipeline. */
final class ChannelClientSocket extends ChannelInboundHandlerAdapter implements ClientSocket {
  private static final Logger logger = LoggerFactory.getLogger(ChannelClientSocket.class);

  /** Room for the largest datagram there is. */
  private static final int LARGEST = 64 * 1024;

  /** Bytes that wait for a kernel that takes no more; beyond, datagrams are dropped. */
  private static final int WRITE_AHEAD = 256 * 1024;

  private final DatagramChannel channel;
  private final ChannelDatagramLoop loop;
  private @Nullable ClientReceiver receiver;

  ChannelClientSocket(DatagramChannel channel, ChannelDatagramLoop loop) {
    this.channel = channel;
    this.loop = loop;
    configure(channel);
    channel.config().setAutoRead(false);
    channel.pipeline().addLast(this);
  }

  /** Whole datagrams, and no queue without a bound. */
  static void configure(DatagramChannel channel) {
    channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST));
    channel
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(WRITE_AHEAD / 2, WRITE_AHEAD));
  }

  void open(DatagramAcceptor acceptor) {
    receiver = acceptor.opened(this);
    channel.config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      if (receiver != null) {
        receiver.received(new HeldClientDatagram(packet, channel.localAddress(), loop.hash()));
      }
    } finally {
      packet.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // One datagram was lost; the socket goes on.
    logger.debug("a datagram could not be read at {}", channel.localAddress(), cause);
  }

  @Override
  public ChannelDatagramLoop loop() {
    return loop;
  }

  @Override
  public void send(ClientPath path, Datagram datagram) {
    if (channel.isWritable()) {
      channel.write(new DatagramPacket(HeldDatagram.toSend(datagram), path.client()));
      loop.flushSoon(channel);
    }
  }

  /** Changes how many bytes the kernel may hold. */
  void setReceiveBuffer(int bytes) {
    loop.execute(() -> {
      try {
        channel.config().setReceiveBufferSize(bytes);
      } catch (ChannelException e) {
        logger.warn("the receive buffer at {} cannot be changed: {}", address(), e.getMessage());
      }
    });
  }

  InetSocketAddress address() {
    return channel.localAddress();
  }

  CompletableFuture<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    // The JDK's selectors let go of a closed descriptor only in the loop's next turn.
    channel.close().addListener(done -> loop.schedule(1, () -> closed.complete(null)));
    return closed;
  }
}
