package io.weir.app.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status the status code
 * @param contentType what the body is; empty if there is none
 * @param body the body
 * @param headers further headers
 */
public record HttpAnswer(int status, String contentType, Body body, Map<String, String> headers) {

  /** Media type of JSON. */
  public static final String JSON = "application/json; charset=utf-8";

  /** Media type of plain text. */
  public static final String TEXT = "text/plain; charset=utf-8";

  /** What is sent after the headers. */
  public sealed interface Body permits Bytes, Content {}

  /** Held in memory. */
  public static final class Bytes implements Body {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /**
   * Read while it is sent.
   *
   * @param file the file, which must not change meanwhile
   * @param deleteAfterwards whether it is deleted once it has been sent, or could not be
   */
  public record Content(Path file, boolean deleteAfterwards) implements Body {}

  /** A text. */
  public static HttpAnswer of(int status, String contentType, String text) {
    return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes, which must not change any more. */
  public static HttpAnswer of(int status, String contentType, byte[] bytes) {
    return new HttpAnswer(status, contentType, new Bytes(bytes), Map.of());
  }

  /** No body. */
  public static HttpAnswer empty(int status) {
    return new HttpAnswer(status, "", new Bytes(new byte[0]), Map.of());
  }

  /** A file. */
  public static HttpAnswer file(String contentType, Path file, boolean deleteAfterwards) {
    return new HttpAnswer(200, contentType, new Content(file, deleteAfterwards), Map.of());
  }

  /** The same with a header more. */
  public HttpAnswer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, contentType, body, more);
  }
}
