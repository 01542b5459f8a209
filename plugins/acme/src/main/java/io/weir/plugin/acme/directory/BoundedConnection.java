package io.weir.plugin.acme.directory;

import io.weir.plugin.acme.net.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;

/**
 * A connection that waits for the whole of an answer, but only for so long, and takes only so much.
 * acme4j's own waits for the header alone and then reads for as long as it takes, and it loses an
 * interrupt.
 */
final class BoundedConnection extends DefaultConnection {
  private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(30);
  private static final long LONGEST_BODY = 1 << 20;
  private static final BodyHandler<InputStream> WHOLE_BODY =
      BodyHandlers.limiting(
          _ -> BodySubscribers.mapping(BodySubscribers.ofByteArray(), ByteArrayInputStream::new),
          LONGEST_BODY);

  private final Deadline deadline;
  private final DirectoryProvider provider;

  BoundedConnection(HttpConnector connector, Deadline deadline, DirectoryProvider provider) {
    super(connector);
    this.deadline = deadline;
    this.provider = provider;
  }

  @Override
  protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body)
      throws IOException {
    HttpRequest.Builder request =
        httpConnector
            .createRequestBuilder(url)
            .header("Accept-Charset", "utf-8")
            .header("Accept-Language", session.getLanguageHeader());
    body.accept(request);
    HttpResponse<InputStream> answer = answer(request.build());
    provider.answered(answer.statusCode(), answer.headers());
    lastResponse = answer;
  }

  private HttpResponse<InputStream> answer(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<InputStream>> answer = httpClient.sendAsync(request, WHOLE_BODY);
    try {
      Duration left = deadline.left();
      Duration wait = left.compareTo(FOR_AN_ANSWER) < 0 ? left : FOR_AN_ANSWER;
      return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("no answer to " + request.method() + " " + request.uri());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
