package io.weir.app.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path some of whose segments are variable: {@code /servers/{name}/stats}.
 *
 * @param text as it is written
 * @param segments its segments
 */
record PathTemplate(String text, List<String> segments) {

  static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(text + " (expected: /segment/{variable}/...)");
    }
    return new PathTemplate(
        text, text.equals("/") ? List.of() : List.of(text.substring(1).split("/", -1)));
  }

  /** The values of the variable segments, or null if the path is another one. */
  @Nullable Map<String, String> match(List<String> path) {
    if (path.size() != segments.size()) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return null;
        }
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return null;
      }
    }
    return values;
  }
}
