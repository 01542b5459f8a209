package io.weir.api.discovery;

import io.weir.api.config.HttpUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executor;

/**
 * A document on a web server, fetched anew each time. Redirects are followed, but not from https to
 * http; a name and password in the address are sent as basic authentication and shown nowhere.
 */
public final class WebDocument implements AutoCloseable {
  private final HttpUrl url;
  private final HttpClient client;
  private final HttpRequest request;

  /**
   * Prepares fetching it; nothing is connected yet.
   *
   * @param url where it is
   * @param accept the media type that is asked for, e.g. {@code "application/json"}
   * @param executor what the client runs on, e.g. {@link io.weir.api.PluginContext#executor}
   */
  public WebDocument(HttpUrl url, String accept, Executor executor) {
    this.url = url;
    client =
        HttpClient.newBuilder()
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest.Builder get = HttpRequest.newBuilder(url.uri()).header("Accept", accept);
    url.basicAuthorization().ifPresent(value -> get.header("Authorization", value));
    request = get.build();
  }

  /**
   * Asks for it. The caller closes the stream, and limits how much it reads.
   *
   * @throws IOException if there is no answer, or none with status 200
   */
  public InputStream open() throws IOException, InterruptedException {
    HttpResponse<InputStream> response = send();
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException(url + " answers with HTTP status " + response.statusCode());
    }
    return response.body();
  }

  /**
   * Fetches all of it.
   *
   * @param limit how many bytes at most
   * @throws IOException if there is no answer, none with status 200, or too long a one
   */
  public byte[] bytes(int limit) throws IOException, InterruptedException {
    try (InputStream body = open()) {
      byte[] bytes = body.readNBytes(limit);
      if (body.read() >= 0) {
        throw new IOException(url + " answers with more than " + limit + " bytes");
      }
      return bytes;
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

  /** Ends what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
