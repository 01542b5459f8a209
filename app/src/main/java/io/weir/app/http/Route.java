package io.weir.app.http;

/**
 * One method of one path.
 *
 * @param method the method; {@code GET} serves {@code HEAD} too
 * @param path the path
 * @param needs what a caller has to be allowed to do
 * @param handler what happens
 */
record Route(String method, PathTemplate path, Scope needs, HttpHandler handler) {

  boolean serves(String asked) {
    return method.equals(asked) || (asked.equals("HEAD") && method.equals("GET"));
  }
}
