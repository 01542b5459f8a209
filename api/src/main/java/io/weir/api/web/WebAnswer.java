package io.weir.api.web;

import io.weir.api.config.HttpUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What a web server answers. Whoever asked closes it; closing it gives up what was not read. The
 * body comes in while it is read, which blocks, and an interrupt ends that. Of one thread.
 */
public final class WebAnswer implements AutoCloseable {
  private final HttpUrl service;
  private final HttpResponse<InputStream> response;

  WebAnswer(HttpUrl service, HttpResponse<InputStream> response) {
    this.service = service;
    this.response = response;
  }

  /** {@return the status, e.g. 200; one of a redirect that was not followed is among them} */
  public int status() {
    return response.statusCode();
  }

  /**
   * The first header of a name.
   *
   * @param name in any case
   * @return its value; empty if there is none
   */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /**
   * The body, which comes in as it is read. Whoever reads it limits how much.
   *
   * @return the stream, always the same; closing it is the same as closing the answer
   */
  public InputStream body() {
    return response.body();
  }

  /**
   * This answer, if its status is 200.
   *
   * @return this
   * @throws IOException if it is another one; the answer is closed then, and the message says
   *     address and status
   */
  public WebAnswer ok() throws IOException {
    if (status() != 200) {
      close();
      throw new IOException(service + " answers with HTTP status " + status());
    }
    return this;
  }

  /**
   * Reads all of the body. Blocks until it is there.
   *
   * @param limit how many bytes at most; 0 allows none
   * @return the body; may be empty
   * @throws IOException if it is longer, or breaks off
   */
  public byte[] bytes(int limit) throws IOException {
    byte[] bytes = body().readNBytes(limit);
    if (body().read() >= 0) {
      throw new IOException(service + " answers with more than " + limit + " bytes");
    }
    return bytes;
  }

  /**
   * Gives up what was not read; further calls do nothing.
   *
   * @throws IOException if the stream cannot be closed
   */
  @Override
  public void close() throws IOException {
    body().close();
  }
}
