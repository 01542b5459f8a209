package io.weir.core.acme;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.weir.api.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where authorities look for answers to {@code http-01}. It has an event loop of its own,
 * and everything that it does for a stranger is bounded: one request a connection, read and
 * answered in a few seconds.
 */
final class AnswerListener implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(AnswerListener.class);

  private static final int MOST_CONNECTIONS = 256;
  private static final int LONGEST_LINE = 4 << 10;
  private static final int LONGEST_HEADERS = 8 << 10;
  private static final int READ_BYTES = 4 << 10;
  private static final int BACKLOG = 128;
  private static final long SECONDS_PER_CONNECTION = 10;

  /** A name or an address, and a port, which is the wrong one behind {@code https://}. */
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final HostPort bind;
  private final boolean redirect;
  private final Function<String, byte @Nullable []> answers;
  private final AtomicInteger open = new AtomicInteger();
  private @Nullable MultiThreadIoEventLoopGroup loop;
  private @Nullable Channel listener;

  /**
   * Does not listen yet.
   *
   * @param redirect whether what is not an answer is sent on to https
   * @param answers what is published at a path; null if nothing is
   */
  AnswerListener(HostPort bind, boolean redirect, Function<String, byte @Nullable []> answers) {
    this.bind = bind;
    this.redirect = redirect;
    this.answers = answers;
  }

  /**
   * Listens; when it returns, authorities can connect.
   *
   * @throws AcmeStartException if the address cannot be listened on
   */
  void start() {
    InetSocketAddress address = resolve();
    loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("weir-acme", true), NioIoHandler.newFactory());
    try {
      listener =
          new ServerBootstrap()
              .group(loop)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(
                  ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
              .childHandler(new Admission())
              .bind(address)
              .syncUninterruptibly()
              .channel();
    } catch (Exception e) {
      close();
      throw cannotListen(String.valueOf(e.getMessage()), e);
    }
    logger.info("acme answers challenges on {} (http)", address());
  }

  private InetSocketAddress resolve() {
    try {
      return bind.host().isEmpty()
          ? new InetSocketAddress(bind.port())
          : new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port());
    } catch (UnknownHostException e) {
      throw cannotListen("the host name does not resolve", e);
    }
  }

  private AcmeStartException cannotListen(String reason, Exception cause) {
    return new AcmeStartException(
        "http_bind", "cannot listen on %s: %s".formatted(bind, reason), cause);
  }

  /** The address it listens on, with the port that the system chose. */
  InetSocketAddress address() {
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
    if (loop != null) {
      loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  /** Lets connections in, or turns them away when there are too many. */
  private final class Admission extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel channel) {
      if (open.incrementAndGet() > MOST_CONNECTIONS) {
        open.decrementAndGet();
        channel.close();
        return;
      }
      channel.closeFuture().addListener(_ -> open.decrementAndGet());
      var limit =
          channel
              .eventLoop()
              .schedule(() -> channel.close(), SECONDS_PER_CONNECTION, TimeUnit.SECONDS);
      channel.closeFuture().addListener(_ -> limit.cancel(false));
      channel
          .pipeline()
          .addLast(
              new HttpRequestDecoder(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(LONGEST_LINE)
                      .setMaxHeaderSize(LONGEST_HEADERS)),
              new HttpResponseEncoder(),
              new Answering());
    }
  }

  /** Answers the first request, and passes over whatever comes after it. */
  private final class Answering extends SimpleChannelInboundHandler<HttpObject> {
    private boolean answered;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
      if (!answered && message instanceof HttpRequest request) {
        answered = true;
        FullHttpResponse response = answer(request);
        response
            .headers()
            .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
            .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (request.method().equals(HttpMethod.HEAD)) {
          response.content().clear();
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      logger.debug("acme: a request cannot be answered", cause);
      context.close();
    }
  }

  private FullHttpResponse answer(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return empty(HttpResponseStatus.BAD_REQUEST);
    }
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    byte[] body = reads ? answers.apply(request.uri()) : null;
    if (body != null) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
      return response;
    }
    String target = redirect ? target(request) : null;
    if (target == null) {
      return empty(HttpResponseStatus.NOT_FOUND);
    }
    FullHttpResponse response =
        empty(reads ? HttpResponseStatus.MOVED_PERMANENTLY : HttpResponseStatus.PERMANENT_REDIRECT);
    response.headers().set(HttpHeaderNames.LOCATION, target);
    return response;
  }

  /** Where https is; null if the request does not say. */
  private static @Nullable String target(HttpRequest request) {
    String host = request.headers().get(HttpHeaderNames.HOST);
    Matcher matcher = HOST.matcher(host == null ? "" : host);
    String path = request.uri();
    boolean sound =
        matcher.matches()
            && path.startsWith("/")
            && !path.startsWith("//")
            && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return sound ? "https://" + matcher.group(1) + path : null;
  }

  private static FullHttpResponse empty(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
  }
}
