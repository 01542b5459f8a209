package io.weir.core.transport.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.weir.core.transport.BackendReceiver;
import io.weir.core.transport.BackendSocket;
import io.weir.core.transport.ConnectFailure;
import io.weir.core.transport.ConnectFailures;
import io.weir.core.transport.Datagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connected datagram channel, and the only handler in its pipeline. */
final class ChannelBackendSocket extends ChannelInboundHandlerAdapter implements BackendSocket {
  private static final Logger logger = LoggerFactory.getLogger(ChannelBackendSocket.class);

  /** A loop's task comes before so many datagrams. */
  private static final int MOST_UNSENT = 1024;

  private final DatagramChannel channel;
  private final ChannelDatagramLoop loop;
  private final BackendReceiver receiver;
  private boolean closed;

  /** What was to be sent since a refusal that the receiver is about to hear of. */
  private @Nullable List<ByteBuf> unsent;

  ChannelBackendSocket(
      DatagramChannel channel, ChannelDatagramLoop loop, BackendReceiver receiver) {
    this.channel = channel;
    this.loop = loop;
    this.receiver = receiver;
    ChannelClientSocket.configure(channel);
    channel.pipeline().addLast(this);
  }

  /**
   * Sends at once. Many at once would hide a refusal: the kernel reports it to the second one, and
   * a call that has sent a first one does not say so.
   */
  @Override
  public void send(Datagram datagram) {
    if (closed || !channel.isWritable()) {
      return;
    }
    ByteBuf bytes = HeldDatagram.toSend(datagram);
    if (unsent != null) {
      hold(unsent, bytes);
      return;
    }
    ByteBuf kept = bytes.retainedDuplicate();
    channel.writeAndFlush(bytes).addListener((ChannelFuture written) -> written(written, kept));
  }

  private void written(ChannelFuture written, ByteBuf kept) {
    if (!closed && ConnectFailures.of(written.cause()) == ConnectFailure.REFUSED) {
      unsent = new ArrayList<>();
      hold(unsent, kept);
      loop.execute(this::tellRefusal);
    } else {
      kept.release();
    }
  }

  private static void hold(List<ByteBuf> held, ByteBuf bytes) {
    if (held.size() < MOST_UNSENT) {
      held.add(bytes);
    } else {
      bytes.release();
    }
  }

  private void tellRefusal() {
    List<ByteBuf> held = Objects.requireNonNull(unsent);
    unsent = null;
    if (!closed) {
      receiver.refused();
    }
    for (ByteBuf bytes : held) {
      receiver.unsent(new HeldDatagram(bytes));
      bytes.release();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message;
    try {
      if (!closed) {
        receiver.received(new HeldDatagram(bytes));
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (closed || unsent != null) {
      return;
    }
    if (ConnectFailures.of(cause) == ConnectFailure.REFUSED) {
      receiver.refused();
    } else {
      logger.debug("the socket to {} failed", channel.remoteAddress(), cause);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      channel.close();
    }
  }
}
