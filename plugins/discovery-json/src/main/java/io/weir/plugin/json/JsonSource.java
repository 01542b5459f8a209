package io.weir.plugin.json;

import io.weir.api.config.HttpUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executor;

/** A document on a web server, fetched anew each time. */
final class JsonSource implements AutoCloseable {
  private final HttpUrl url;
  private final HttpClient client;
  private final HttpRequest request;

  JsonSource(HttpUrl url, Executor executor) {
    this.url = url;
    client =
        HttpClient.newBuilder()
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest.Builder get =
        HttpRequest.newBuilder(url.uri()).header("Accept", "application/json");
    url.basicAuthorization().ifPresent(value -> get.header("Authorization", value));
    request = get.build();
  }

  /**
   * Asks for it. The caller closes the stream, and limits how much it reads.
   *
   * @throws IOException if there is no answer, or none with status 200
   */
  InputStream open() throws IOException, InterruptedException {
    HttpResponse<InputStream> response = send();
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException(url + " answers with HTTP status " + response.statusCode());
    }
    return response.body();
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
