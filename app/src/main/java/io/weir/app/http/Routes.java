package io.weir.app.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is served under which path. */
public final class Routes {
  private final List<Route> all;

  private Routes(List<Route> all) {
    this.all = List.copyOf(all);
  }

  /** What a request is for. */
  sealed interface Target {
    /** A route. */
    record Found(Route route, Map<String, String> parameters) implements Target {}

    /** A path that has other methods. */
    record OtherMethods(Set<String> allowed) implements Target {}

    /** No path that is served. */
    record Nothing() implements Target {}
  }

  /** Begins with none. */
  public static Builder builder() {
    return new Builder();
  }

  Target find(String method, List<String> path) {
    Set<String> allowed = new TreeSet<>();
    for (Route route : all) {
      Map<String, String> parameters = route.path().match(path);
      if (parameters != null) {
        if (route.serves(method)) {
          return new Target.Found(route, parameters);
        }
        allowed.add(route.method());
        if (route.method().equals("GET")) {
          allowed.add("HEAD");
        }
      }
    }
    if (allowed.isEmpty()) {
      return new Target.Nothing();
    }
    allowed.add("OPTIONS");
    return new Target.OtherMethods(allowed);
  }

  /** Collects routes; where two fit, the first one counts. */
  public static final class Builder {
    private final List<Route> routes = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a route.
     *
     * @param method the method; {@code GET} serves {@code HEAD} too
     * @param path its path, with variable segments as {@code {name}}
     * @param needs what a caller has to be allowed to do
     */
    public Builder add(String method, String path, Scope needs, HttpHandler handler) {
      routes.add(new Route(method, PathTemplate.parse(path), needs, handler));
      return this;
    }

    /** All of them. */
    public Routes build() {
      return new Routes(routes);
    }
  }
}
