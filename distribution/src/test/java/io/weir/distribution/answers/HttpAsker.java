package io.weir.distribution.answers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Puts questions to a program over HTTP. */
final class HttpAsker implements AutoCloseable {
  /** Where every configuration here binds the REST API. */
  static final String API = "127.45.0.250:24080";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AskedProgram program;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpAsker(AskedProgram program, String address) {
    this.program = program;
    this.address = address;
  }

  /** Waits until a page is there and says what is wanted. */
  void awaitPage(String path, Predicate<String> wanted) {
    await(path)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> {
          program.assertRuns();
          return wanted.test(page(path));
        });
  }

  /** The text of a page. */
  String page(String path) throws InterruptedException {
    try {
      return send("GET", path, BodyPublishers.noBody()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a request without a body is answered.
   *
   * @param headers names and values in turn
   */
  ObjectNode ask(String method, String path, String... headers) throws InterruptedException {
    return ask(method, path, BodyPublishers.noBody(), headers);
  }

  /** What a POST is answered. */
  ObjectNode post(String path, String body, String... headers) throws InterruptedException {
    return ask("POST", path, BodyPublishers.ofString(body), headers);
  }

  private ObjectNode ask(String method, String path, BodyPublisher body, String... headers)
      throws InterruptedException {
    try {
      return HttpAnswer.of(send(method, path, body, headers), new Varying(program));
    } catch (IOException _) {
      return HttpAnswer.none();
    }
  }

  private HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .timeout(PATIENCE)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
  }
}
