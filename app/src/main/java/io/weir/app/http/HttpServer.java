package io.weir.app.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.cors.CorsConfig;
import io.netty.handler.codec.http.cors.CorsConfigBuilder;
import io.netty.handler.codec.http.cors.CorsHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.weir.app.OperatorException;
import io.weir.core.http.HttpListener;
import io.weir.core.lifecycle.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/1.1 server for administrators, their scripts and their scrapers. */
public final class HttpServer implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

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
  private final HttpListener listener;

  /** Prepares it; nothing listens yet. */
  public HttpServer(HttpSettings settings, Routes routes, Authenticator authenticator) {
    this.settings = settings;
    this.service = new HttpService(settings, routes, authenticator);
    this.listener =
        new HttpListener(
            "weir-" + settings.section(),
            settings.bind(),
            settings.bounds().maxConnections(),
            this::admitted);
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
    try {
      listener.start();
    } catch (IOException e) {
      stop();
      throw OperatorException.about(
          settings.section() + ".bind",
          "cannot listen on %s: %s".formatted(settings.bind(), e.getMessage()));
    }
    LOG.info(
        "{} listens on {} ({})",
        settings.section(),
        address(),
        settings.tls() == null ? "http" : "https");
  }

  /** The address it listens on, with the port that the system chose. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Closes everything at once; calls that are being worked on are interrupted. */
  @Override
  public void stop() {
    service.close();
    listener.close();
  }

  private void admitted(SocketChannel channel) {
    channel.config().setAutoRead(false);
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
