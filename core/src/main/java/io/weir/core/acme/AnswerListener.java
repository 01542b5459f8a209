package io.weir.core.acme;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
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
import io.weir.api.config.HostPort;
import io.weir.core.http.HttpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where authorities look for answers to {@code http-01}. Everything that it does for a
 * stranger is bounded: one request a connection, read and answered in a few seconds.
 */
final class AnswerListener implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(AnswerListener.class);

  private static final int MOST_CONNECTIONS = 256;
  private static final int LONGEST_LINE = 4 << 10;
  private static final int LONGEST_HEADERS = 8 << 10;
  private static final Duration TIME_PER_CONNECTION = Duration.ofSeconds(10);

  /** A name or an address, and a port, which is the wrong one behind {@code https://}. */
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final HostPort bind;
  private final boolean redirect;
  private final Function<String, byte @Nullable []> answers;
  private final Duration limit;
  private final HttpListener listener;

  /**
   * Does not listen yet.
   *
   * @param redirect whether what is not an answer is sent on to https
   * @param answers what is published at a path; null if nothing is
   */
  AnswerListener(HostPort bind, boolean redirect, Function<String, byte @Nullable []> answers) {
    this(bind, redirect, answers, TIME_PER_CONNECTION);
  }

  /**
   * The same with another limit.
   *
   * @param limit how long a connection may take
   */
  AnswerListener(
      HostPort bind,
      boolean redirect,
      Function<String, byte @Nullable []> answers,
      Duration limit) {
    this.limit = limit;
    this.bind = bind;
    this.redirect = redirect;
    this.answers = answers;
    this.listener = new HttpListener("weir-acme", bind, MOST_CONNECTIONS, this::admitted);
  }

  /**
   * Listens; when it returns, authorities can connect.
   *
   * @throws AcmeStartException if the address cannot be listened on
   */
  void start() {
    try {
      listener.start();
    } catch (IOException e) {
      throw new AcmeStartException(
          "http_bind", "cannot listen on %s: %s".formatted(bind, e.getMessage()), e);
    }
    logger.info("acme answers challenges on {} (http)", address());
  }

  /** The address it listens on, with the port that the system chose. */
  InetSocketAddress address() {
    return listener.address();
  }

  /** Closes everything at once. */
  @Override
  public void close() {
    listener.close();
  }

  private void admitted(SocketChannel channel) {
    var end =
        channel.eventLoop().schedule(() -> channel.close(), limit.toNanos(), TimeUnit.NANOSECONDS);
    channel.closeFuture().addListener(_ -> end.cancel(false));
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
