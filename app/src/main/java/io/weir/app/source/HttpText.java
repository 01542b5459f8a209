package io.weir.app.source;

import io.weir.core.config.ConfigSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a web server for a text of bounded length within a bounded time. A redirect is followed, but
 * not from HTTPS to HTTP.
 */
public final class HttpText {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  /** For all of an answer, redirects included. */
  static final Duration TO_ANSWER = Duration.ofSeconds(30);

  private final HttpClient client;

  /**
   * Prepares it.
   *
   * @throws io.weir.app.OperatorException if a file of TLS cannot be used
   */
  public HttpText(HttpTrust trust) {
    client =
        HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .sslContext(trust.context())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Asks.
   *
   * @param limit how long the whole of it may take
   * @throws IOException if there is no answer, too long a one, or none in time
   */
  public HttpResponse<byte[]> send(HttpRequest request, Duration limit)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ConfigSource.MOST_BYTES));
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(reason(e.getCause()), e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(@Nullable Throwable failure) {
    return switch (failure) {
      // These two have no message of their own.
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          "no such host";
      case ConnectException _ -> "it cannot be connected to";
      case null -> "it failed";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
