package io.weir.api.web;

import io.weir.api.config.HttpUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What a web server answers. Closing it gives up what was not read. */
public final class WebAnswer implements AutoCloseable {
  private final HttpUrl service;
  private final HttpResponse<InputStream> response;

  WebAnswer(HttpUrl service, HttpResponse<InputStream> response) {
    this.service = service;
    this.response = response;
  }

  /** The status, e.g. 200. */
  public int status() {
    return response.statusCode();
  }

  /** The first header of a name; empty if there is none. */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** The body, which comes in as it is read. Whoever reads it limits how much. */
  public InputStream body() {
    return response.body();
  }

  /**
   * This answer, if its status is 200.
   *
   * @throws IOException if it is another one; the answer is closed then
   */
  public WebAnswer ok() throws IOException {
    if (status() != 200) {
      close();
      throw new IOException(service + " answers with HTTP status " + status());
    }
    return this;
  }

  /**
   * Reads all of the body.
   *
   * @param limit how many bytes at most
   * @throws IOException if it is longer, or breaks off
   */
  public byte[] bytes(int limit) throws IOException {
    byte[] bytes = body().readNBytes(limit);
    if (body().read() >= 0) {
      throw new IOException(service + " answers with more than " + limit + " bytes");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    body().close();
  }
}
