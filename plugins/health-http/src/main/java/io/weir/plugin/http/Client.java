package io.weir.plugin.http;

import io.weir.api.PluginContext;
import io.weir.api.health.HealthTarget;
import io.weir.api.web.WebAccess;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2AsyncRequester;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2RequesterBootstrap;
import org.apache.hc.core5.http2.protocol.H2RequestContent;
import org.apache.hc.core5.http2.protocol.H2RequestTargetHost;
import org.apache.hc.core5.http2.ssl.H2ClientTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.EndpointParameters;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Asks backends, each question over a connection of its own: a kept one would hide a backend that
 * takes no new connections. It connects to one address under another name, which the JDK's client
 * cannot do. An interrupt ends a call, and with it the connection.
 */
final class Client implements AutoCloseable {
  private static final int LONGEST_HEADER_LINE = 16 << 10;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_HEADERS = 64 << 10;
  private static final int THREADS = 1;
  private static final String NAME = "weir";

  private final HttpVersionPolicy version;
  private final String scheme;
  private final H2AsyncRequester requester;

  /**
   * A client; nothing is connected yet.
   *
   * @param tls for TLS; null means plain HTTP
   */
  Client(HttpVersionPolicy version, @Nullable SSLContext tls) {
    this.version = version;
    this.scheme = scheme(tls != null);
    H2RequesterBootstrap bootstrap =
        H2RequesterBootstrap.bootstrap()
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(THREADS).build())
            .setVersionPolicy(version)
            .setHttpProcessor(processor(version))
            .setHttp1Config(
                Http1Config.custom()
                    .setMaxLineLength(LONGEST_HEADER_LINE)
                    .setMaxHeaderCount(MOST_HEADERS)
                    .build())
            .setH2Config(
                H2Config.custom()
                    .setPushEnabled(false)
                    .setMaxHeaderListSize(LONGEST_HEADERS)
                    .build());
    if (tls != null) {
      bootstrap.setTlsStrategy(new H2ClientTlsStrategy(tls, (_, engine) -> requireVersion(engine)));
    }
    requester = bootstrap.create();
    requester.start();
  }

  /**
   * What a client speaks TLS with, as a section says; null if it speaks none.
   *
   * @param section its key, for messages
   */
  static @Nullable SSLContext tls(
      boolean spoken, WebAccess access, String section, PluginContext context) {
    return spoken ? context.clientTls(access.tls(section)) : null;
  }

  /**
   * What completes a request. The library's own adds that it waits for 100, which servers ignore.
   */
  private static HttpProcessor processor(HttpVersionPolicy version) {
    return version == HttpVersionPolicy.FORCE_HTTP_2
        ? new DefaultHttpProcessor(
            H2RequestTargetHost.INSTANCE, H2RequestContent.INSTANCE, new RequestUserAgent(NAME))
        : new DefaultHttpProcessor(
            RequestTargetHost.INSTANCE, RequestContent.INSTANCE, new RequestUserAgent(NAME));
  }

  /** What an address begins with. */
  static String scheme(boolean tls) {
    return tls ? "https" : "http";
  }

  private @Nullable TlsDetails requireVersion(SSLEngine engine) throws SSLHandshakeException {
    if (version == HttpVersionPolicy.FORCE_HTTP_2
        && !"h2".equals(engine.getApplicationProtocol())) {
      throw new SSLHandshakeException("the server does not agree on HTTP/2 (ALPN)");
    }
    return null;
  }

  /**
   * Asks.
   *
   * @throws IOException if there is no answer, or not in time
   */
  Answer ask(HealthTarget target, Question question) throws IOException, InterruptedException {
    Exchange exchange = new Exchange(question);
    Connecting connecting = new Connecting(exchange);
    HttpHost host =
        new HttpHost(
            scheme, target.address().getAddress(), target.serverName(), target.address().getPort());
    Duration timeout = target.timeout();
    Future<IOSession> session =
        requester.requestSession(
            host,
            timeout.isZero() ? Timeout.DISABLED : Timeout.of(timeout),
            new EndpointParameters(host, version),
            connecting);
    try {
      return timeout.isZero()
          ? exchange.answer().get()
          : exchange.answer().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      session.cancel(true);
      connecting.end();
    }
  }

  private static IOException failure(Throwable cause) {
    return switch (cause) {
      case ConnectionClosedException e ->
          new IOException("the connection ends before the answer", e);
      case IOException e when e.getMessage() != null -> e;
      case Error e -> throw e;
      default -> new IOException(cause.toString(), cause);
    };
  }

  /** Sends the question as soon as there is a connection, which ends when it is not needed. */
  private static final class Connecting implements FutureCallback<IOSession> {
    private final Exchange exchange;
    private @Nullable IOSession session;
    private boolean ended;

    Connecting(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public synchronized void completed(IOSession connected) {
      session = connected;
      if (ended) {
        connected.close(CloseMode.IMMEDIATE);
      } else {
        connected.enqueue(
            new RequestExecutionCommand(exchange, HttpCoreContext.create()),
            Command.Priority.NORMAL);
      }
    }

    @Override
    public void failed(Exception cause) {
      exchange.failed(cause);
    }

    @Override
    public void cancelled() {
      exchange.cancel();
    }

    /** At once: an orderly end would wait for the rest of an answer, which may have no end. */
    synchronized void end() {
      ended = true;
      if (session != null) {
        session.close(CloseMode.IMMEDIATE);
      }
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    requester.close(CloseMode.IMMEDIATE);
  }
}
