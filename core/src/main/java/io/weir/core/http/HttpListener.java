package io.weir.core.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.weir.api.config.HostPort;
import io.weir.core.config.BindAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens for HTTP. It has an event loop of its own: whatever happens to it, the loops that move
 * connections' bytes do not notice. What one read holds and how many connections are open is
 * bounded.
 */
public final class HttpListener implements AutoCloseable {
  /** So small that what one read holds of pipelined requests stays small as well. */
  private static final int READ_BYTES = 4 << 10;

  private static final int BACKLOG = 128;

  private final String thread;
  private final HostPort bind;
  private final int mostConnections;
  private final Consumer<SocketChannel> admitted;
  private final AtomicInteger open = new AtomicInteger();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable MultiThreadIoEventLoopGroup loop;
  private @Nullable Channel listener;

  /**
   * Does not listen yet.
   *
   * @param thread the name of the loop's thread
   * @param mostConnections how many may be open; others are closed without a word, as whoever opens
   *     connections by the hundred does not wait for one
   * @param admitted makes the pipeline of a connection
   */
  public HttpListener(
      String thread, HostPort bind, int mostConnections, Consumer<SocketChannel> admitted) {
    this.thread = thread;
    this.bind = bind;
    this.mostConnections = mostConnections;
    this.admitted = admitted;
  }

  /**
   * Listens; when it returns, callers can connect.
   *
   * @throws IOException if the address cannot be listened on; the message says why
   */
  public void start() throws IOException {
    InetSocketAddress address = BindAddress.resolve(bind);
    loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(thread, true), NioIoHandler.newFactory());
    try {
      listener =
          new ServerBootstrap()
              .group(loop)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childOption(
                  ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
              .childHandler(new Admission())
              .bind(address)
              .syncUninterruptibly()
              .channel();
    } catch (Exception e) {
      close();
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The address it listens on, with the port that the system chose. */
  public InetSocketAddress address() {
    if (listener == null) {
      throw new IllegalStateException("not started");
    }
    return (InetSocketAddress) listener.localAddress();
  }

  /** Closes everything at once. */
  @Override
  public void close() {
    if (listener != null) {
      listener.close().syncUninterruptibly();
    }
    connections.close().syncUninterruptibly();
    if (loop != null) {
      loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  /** Lets connections in, or turns them away when there are too many. */
  private final class Admission extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel channel) {
      if (open.incrementAndGet() > mostConnections) {
        open.decrementAndGet();
        channel.close();
        return;
      }
      channel.closeFuture().addListener(_ -> open.decrementAndGet());
      connections.add(channel);
      admitted.accept(channel);
    }
  }
}
