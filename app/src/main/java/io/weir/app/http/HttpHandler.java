package io.weir.app.http;

/** What a route does. It runs on a virtual thread and may block. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * Answers a call.
   *
   * @throws HttpProblem to answer with an error
   * @throws Exception for a fault in weir: it is logged, and the caller hears of an internal error
   */
  HttpAnswer handle(HttpCall call) throws Exception;
}
