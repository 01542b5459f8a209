package io.weir.plugin.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.Header;

/**
 * What a backend answered.
 *
 * @param status the status, e.g. 200
 * @param headers the headers, in their order
 * @param body the body up to the limit that was asked for
 * @param trailers the headers after the body
 */
record Answer(int status, List<Header> headers, ByteBuffer body, List<Header> trailers) {

  /** The first header of a name; empty if there is none. */
  Optional<String> header(String name) {
    return value(headers, name);
  }

  /** The first of a name after the body, or else, as there may have been no body, before it. */
  Optional<String> trailer(String name) {
    return value(trailers, name).or(() -> header(name));
  }

  private static Optional<String> value(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .findFirst()
        .map(Header::getValue);
  }
}
