package io.weir.plugin.builtin.discovery;

import io.weir.api.config.HttpUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** A text on a web server, fetched anew each time. */
final class WebText implements AutoCloseable {
  private static final int LIMIT = 16 << 20;

  private final HttpUrl url;
  private final HttpClient client;
  private final HttpRequest request;

  WebText(HttpUrl url, Executor executor) {
    this.url = url;
    client =
        HttpClient.newBuilder()
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest.Builder get = HttpRequest.newBuilder(url.uri());
    url.basicAuthorization().ifPresent(value -> get.header("Authorization", value));
    request = get.build();
  }

  /**
   * Fetches it.
   *
   * @throws IOException if there is no answer, none with status 200, or too long a one
   */
  String get() throws IOException, InterruptedException {
    HttpResponse<InputStream> response = send();
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(url + " answers with HTTP status " + response.statusCode());
      }
      byte[] bytes = body.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new IOException(url + " answers with more than " + LIMIT + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<InputStream> send() throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      // The client's own exception has no message.
      throw new IOException(url + " cannot be connected to", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
