package io.weir.core.transport.channel;

import com.google.inject.Inject;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.weir.core.transport.EventLoops;
import io.weir.core.transport.StreamAcceptor;
import io.weir.core.transport.StreamListener;
import io.weir.core.transport.StreamSocket;
import io.weir.core.transport.StreamTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Byte streams on Netty channels. */
public final class ChannelTransport implements StreamTransport {
  private static final Logger logger = LoggerFactory.getLogger(ChannelTransport.class);

  /** The kernel cuts it down to net.core.somaxconn. */
  private static final int BACKLOG = 16 * 1024;

  private static final int ACCEPTS_PER_TURN = 64;

  private final EventLoops eventLoops;
  private final IdentityHashMap<EventLoop, ChannelLoop> loops = new IdentityHashMap<>();

  /** Uses the process's loops. */
  @Inject
  public ChannelTransport(EventLoops eventLoops) {
    this.eventLoops = eventLoops;
    for (IoEventLoop loop : eventLoops.all()) {
      loops.put(loop, new ChannelLoop(loop, eventLoops));
    }
  }

  @Override
  public String name() {
    return "channel";
  }

  @Override
  public StreamListener listen(InetSocketAddress address, StreamAcceptor acceptor)
      throws IOException {
    ServerChannelRecvByteBufAllocator accepts = new ServerChannelRecvByteBufAllocator();
    accepts.maxMessagesPerRead(ACCEPTS_PER_TURN);
    ServerChannel channel = eventLoops.newListener();
    ChannelListener listener = new ChannelListener(channel);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops.group())
            .channelFactory(() -> channel)
            .handler(listener)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, accepts)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(new Accepting(acceptor))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Throwable cause = bound.cause();
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
    // Behind Netty's own handler, which pauses accepting when it fails and hands the failure on.
    channel.pipeline().addLast(new AcceptFailures(address));
    return listener;
  }

  @Override
  public StreamSocket adopt(StreamSocket accepted) {
    InetSocketAddress remote = accepted.remote();
    InetSocketAddress local = accepted.local();
    int descriptor = accepted.release();
    if (descriptor < 0) {
      return accepted;
    }
    ChannelLoop loop = here();
    EpollSocketChannel channel = new EpollSocketChannel(descriptor);
    ChannelSocket socket = new ChannelSocket(channel, loop, remote, local);
    loop.register(channel);
    return socket;
  }

  private ChannelLoop here() {
    return loops.entrySet().stream()
        .filter(entry -> entry.getKey().inEventLoop())
        .findAny()
        .orElseThrow(() -> new IllegalStateException("not on an event loop"))
        .getValue();
  }

  /** Makes a socket of each accepted channel and hands it over once it is active. */
  private final class Accepting extends ChannelInitializer<Channel> {
    private final StreamAcceptor acceptor;

    Accepting(StreamAcceptor acceptor) {
      this.acceptor = acceptor;
    }

    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    protected void initChannel(Channel accepted) {
      SocketChannel channel = (SocketChannel) accepted;
      ChannelLoop loop = Objects.requireNonNull(loops.get(channel.eventLoop()));
      ChannelSocket socket = new ChannelSocket(channel, loop);
      loop.execute(() -> handOver(channel, socket));
    }

    private void handOver(SocketChannel channel, ChannelSocket socket) {
      // A client that has reset in the meantime has no address any more.
      if (channel.isActive()) {
        acceptor.accepted(socket);
      } else {
        socket.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      logger.debug("cannot set up an accepted connection", cause);
      context.close();
    }
  }
}
