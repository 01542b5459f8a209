package io.weir.app.api;

import io.weir.app.http.HttpCall;
import io.weir.app.http.HttpProblem;
import io.weir.core.Weir;
import io.weir.core.server.Server;

/** Finds what a path names. */
final class Lookup {
  private Lookup() {}

  /**
   * The server that {@code {name}} stands for.
   *
   * @throws HttpProblem 404 if there is none
   */
  static Server server(Weir weir, HttpCall call) {
    String name = call.parameter("name");
    return weir.server(name).orElseThrow(() -> noServer(name));
  }

  static HttpProblem noServer(String name) {
    return HttpProblem.notFound("there is no server \"" + name + "\"");
  }
}
