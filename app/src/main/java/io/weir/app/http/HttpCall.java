package io.weir.app.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a handler sees it: whole, within its bounds, and by somebody who may make it.
 *
 * @param method the method; {@code GET} for a {@code HEAD} too
 * @param parameters the path's variable parts, decoded
 * @param query the query's parameters, decoded
 * @param headers the headers, names in lower case; of several of one name the first
 * @param body the body, as text; empty if there is none
 * @param scope what the caller may do
 */
public record HttpCall(
    String method,
    Map<String, String> parameters,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body,
    Scope scope) {

  /** A variable part of the path, which the route's template has. */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /**
   * A parameter of the query; null if it was not given.
   *
   * @throws HttpProblem if it was given twice
   */
  public @Nullable String query(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw HttpProblem.badRequest("query parameter " + name + ": given twice");
    }
    return values.isEmpty() ? null : values.getFirst();
  }
}
