package io.weir.api.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts as parts of an address of the web, percent-encoded (RFC 3986, 2.1). */
public final class UriText {
  private UriText() {}

  /**
   * A text as one segment of a path, or as a value in a query; slashes in it are encoded.
   *
   * @param text any text, taken as UTF-8
   * @return letters, digits, {@code . - _ *} and percent-encoded bytes
   */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * A path whose segments are encoded; the slashes between them stay.
   *
   * @param path a path that is not encoded yet
   * @return the path, with as many slashes
   */
  public static String encodedPath(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(UriText::encoded)
        .collect(Collectors.joining("/"));
  }
}
