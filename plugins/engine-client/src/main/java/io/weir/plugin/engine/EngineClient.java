package io.weir.plugin.engine;

import io.weir.api.PluginContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks a container engine. A call blocks the thread that makes it and ends when that is
 * interrupted, whatever the engine does. Each request has a connection of its own: an engine that
 * was restarted meanwhile is nothing to find out about. What is thrown names the engine's address
 * and nothing secret.
 */
public final class EngineClient implements AutoCloseable {
  private static final Timeout TO_CONNECT = Timeout.ofSeconds(10);
  private static final int LONGEST_HEADER_LINE = 64 << 10;
  private static final int MOST_HEADERS = 200;
  private static final int MOST_CONNECTIONS = 16;
  private static final int QUIET_SECONDS_BEFORE_PROBES = 30;
  private static final int SECONDS_BETWEEN_PROBES = 10;
  private static final int PROBES = 3;

  private final EngineAddress address;
  private final int otherwisePort;
  private final boolean tls;
  private final PluginContext context;
  private final CloseableHttpClient http;

  /**
   * A client; nothing is connected yet.
   *
   * @param otherwisePort the port if the address names none
   * @param tls for TLS on an address of the network; empty means plain HTTP
   * @param context of the product that asks; its executor runs what may block
   */
  public EngineClient(
      EngineAddress address, int otherwisePort, Optional<EngineTls> tls, PluginContext context) {
    this.address = address;
    this.otherwisePort = otherwisePort;
    this.tls = tls.isPresent() && address.socket().isEmpty();
    this.context = context;
    RequestConfig.Builder requests =
        RequestConfig.custom().setProtocolUpgradeEnabled(false).setAuthenticationEnabled(false);
    address.socket().ifPresent(requests::setUnixDomainSocket);
    http =
        HttpClients.custom()
            .setConnectionManager(connections(address, tls))
            .setConnectionReuseStrategy((_, _, _) -> false)
            .setDefaultRequestConfig(requests.build())
            .setUserAgent("weir")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      EngineAddress address, Optional<EngineTls> tls) {
    SocketConfig.Builder sockets = SocketConfig.custom();
    if (address.socket().isEmpty()) {
      // A machine that went away without a word is found out about while events are waited for.
      sockets
          .setSoKeepAlive(true)
          .setTcpKeepIdle(QUIET_SECONDS_BEFORE_PROBES)
          .setTcpKeepInterval(SECONDS_BETWEEN_PROBES)
          .setTcpKeepCount(PROBES);
    }
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(TO_CONNECT).build())
            .setDefaultSocketConfig(sockets.build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_HEADER_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build())
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS);
    tls.ifPresent(how -> connections.setTlsSocketStrategy(strategy(how)));
    return connections.build();
  }

  private static DefaultClientTlsStrategy strategy(EngineTls tls) {
    // Without a check the trust managers of the context decide about the name, too: one may be
    // told not to look.
    return tls.check()
        .map(check ->
            new DefaultClientTlsStrategy(
                tls.context(), HostnameVerificationPolicy.CLIENT, new CheckingVerifier(check)))
        .orElseGet(() ->
            new DefaultClientTlsStrategy(tls.context(), HostnameVerificationPolicy.BUILTIN, null));
  }

  /** Where the engine is. */
  public EngineAddress address() {
    return address;
  }

  /**
   * Asks with GET.
   *
   * @param target path and query, already encoded
   * @param limit how long it may take in all; zero means any time
   * @throws IOException if there is no answer in time, or it is not what was expected
   */
  public <T> T get(String target, Duration limit, AnswerReader<T> reader)
      throws IOException, InterruptedException {
    return send(new HttpUriRequestBase("GET", uri(target)), limit, reader);
  }

  /**
   * Sends a JSON document with POST.
   *
   * @param target path and query, already encoded
   * @param limit how long it may take in all; zero means any time
   * @throws IOException if there is no answer in time, or it is not what was expected
   */
  public <T> T post(String target, String json, Duration limit, AnswerReader<T> reader)
      throws IOException, InterruptedException {
    HttpUriRequestBase request = new HttpUriRequestBase("POST", uri(target));
    request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
    return send(request, limit, reader);
  }

  private URI uri(String target) {
    return address.uri(target, tls, otherwisePort);
  }

  private <T> T send(HttpUriRequestBase request, Duration limit, AnswerReader<T> reader)
      throws IOException, InterruptedException {
    address.authorization().ifPresent(value -> request.setHeader("Authorization", value));
    // A read of a socket does not see an interrupt, so another thread does it.
    var exchange = new FutureTask<>(() -> exchange(request, reader));
    try {
      context.executor().execute(exchange);
      return limit.isZero() ? exchange.get() : exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException(address + ": no complete answer in " + limit.toSeconds() + " s", e);
    } catch (RejectedExecutionException e) {
      throw new IOException(address + ": too much is asked at the same time", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } finally {
      request.abort();
      exchange.cancel(true);
    }
  }

  private <T> T exchange(HttpUriRequestBase request, AnswerReader<T> reader) throws IOException {
    ClassicHttpResponse response = http.executeOpen(null, request, null);
    try {
      HttpEntity entity = response.getEntity();
      return reader.read(
          new EngineAnswer(
              response.getCode(),
              entity == null ? InputStream.nullInputStream() : entity.getContent()));
    } finally {
      // Closing alone would read the rest of the body, which may have no end.
      request.abort();
      closeQuietly(response);
    }
  }

  private static void closeQuietly(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException _) {
      // Its connection is closed already.
    }
  }

  private IOException failure(Throwable cause) {
    return switch (cause) {
      case NoHttpResponseException e ->
          new IOException(address + ": the connection ends without an answer", e);
      case ConnectException e -> new IOException(address + " cannot be connected to", e);
      case IOException e -> new IOException(address + ": " + e.getMessage(), e);
      case Error e -> throw e;
      default -> throw new IllegalStateException(cause);
    };
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
