package io.weir.app.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.cors.CorsConfig;
import io.netty.handler.codec.http.cors.CorsConfigBuilder;
import io.netty.handler.codec.http.cors.CorsHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.weir.api.config.HostPort;
import io.weir.app.OperatorException;
import io.weir.core.lifecycle.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server for administrators, their scripts and their scrapers. It has an event loop of
 * its own: whatever happens to it, the loops that move connections' bytes do not notice.
 */
public final class HttpServer implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** So small that what one read holds of pipelined requests stays small as well. */
  private static final int READ_BYTES = 4 << 10;

  private static final int BACKLOG = 128;
  private static final CorsConfig ANY_SITE =
      CorsConfigBuilder.forAnyOrigin()
          .allowedRequestMethods(
              HttpMethod.GET,
              HttpMethod.HEAD,
              HttpMethod.POST,
              HttpMethod.PATCH,
              HttpMethod.DELETE,
              HttpMethod.OPTIONS)
          .allowedRequestHeaders("Authorization", "Content-Type")
          .build();

  private final HttpSettings settings;
  private final HttpService service;
  private final AtomicInteger open = new AtomicInteger();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable MultiThreadIoEventLoopGroup loop;
  private @Nullable Channel listener;

  /** Prepares it; nothing listens yet. */
  public HttpServer(HttpSettings settings, Routes routes, Authenticator authenticator) {
    this.settings = settings;
    this.service = new HttpService(settings, routes, authenticator);
  }

  @Override
  public String name() {
    return settings.section();
  }

  /**
   * Listens; when it returns, callers can connect.
   *
   * @throws OperatorException if the address cannot be listened on
   */
  @Override
  public void start() {
    InetSocketAddress address = resolve(settings.bind());
    loop =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("weir-" + settings.section(), true),
            NioIoHandler.newFactory());
    try {
      listener =
          new ServerBootstrap()
              .group(loop)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.AUTO_READ, false)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childOption(
                  ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
              .childHandler(new Admission())
              .bind(address)
              .syncUninterruptibly()
              .channel();
    } catch (Exception e) {
      stop();
      throw cannotListen(String.valueOf(e.getMessage()));
    }
    LOG.info(
        "{} listens on {} ({})",
        settings.section(),
        address(),
        settings.tls() == null ? "http" : "https");
  }

  /** The address it listens on, with the port that the system chose. */
  public InetSocketAddress address() {
    if (listener == null) {
      throw new IllegalStateException("not started");
    }
    return (InetSocketAddress) listener.localAddress();
  }

  /** Closes everything at once; calls that are being worked on are interrupted. */
  @Override
  public void stop() {
    service.close();
    if (listener != null) {
      listener.close().syncUninterruptibly();
    }
    connections.close().syncUninterruptibly();
    if (loop != null) {
      loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private InetSocketAddress resolve(HostPort bind) {
    try {
      return bind.host().isEmpty()
          ? new InetSocketAddress(bind.port())
          : new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port());
    } catch (UnknownHostException e) {
      throw cannotListen("the host name does not resolve");
    }
  }

  private OperatorException cannotListen(String reason) {
    return OperatorException.about(
        settings.section() + ".bind", "cannot listen on %s: %s".formatted(settings.bind(), reason));
  }

  /** Lets connections in, or turns them away when there are too many. */
  private final class Admission extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel channel) {
      if (open.incrementAndGet() > settings.bounds().maxConnections()) {
        open.decrementAndGet();
        // Closed without a word: whoever opens connections by the hundred does not wait for one.
        channel.close();
        return;
      }
      channel.closeFuture().addListener(_ -> open.decrementAndGet());
      connections.add(channel);
      HttpConnection connection = new HttpConnection(service, channel);
      ChannelPipeline pipeline = channel.pipeline();
      SslContext tls = settings.tls();
      if (tls != null) {
        SslHandler handler = tls.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(settings.bounds().requestTime().toMillis());
        pipeline.addLast(handler);
      }
      pipeline
          .addLast(new FirstByte(connection))
          .addLast(new StrictRequestDecoder(settings.bounds()))
          .addLast(new HttpResponseEncoder())
          .addLast(new ChunkedWriteHandler())
          .addLast(new FlowControlHandler());
      if (settings.cors()) {
        pipeline.addLast(new CorsHandler(ANY_SITE));
      }
      pipeline.addLast(connection);
    }
  }

  /** Tells when a request begins, of which the decoder only tells when its head has ended. */
  private static final class FirstByte extends ChannelInboundHandlerAdapter {
    private final HttpConnection connection;

    FirstByte(HttpConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      connection.bytesArrived();
      ctx.fireChannelRead(message);
    }
  }
}
