package io.weir.app.http;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections of a server share. */
final class HttpService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

  private final HttpSettings settings;
  private final Routes routes;
  private final Authenticator authenticator;
  private final BodyBudget bodies;
  private final Workers workers;
  private volatile boolean stopping;

  HttpService(HttpSettings settings, Routes routes, Authenticator authenticator) {
    this.settings = settings;
    this.routes = routes;
    this.authenticator = authenticator;
    this.bodies = new BodyBudget(settings.bounds().maxBodies());
    this.workers =
        new Workers(
            "weir-" + settings.section(),
            settings.bounds().maxHandlers(),
            settings.bounds().handlerPatience());
  }

  String name() {
    return settings.section();
  }

  HttpBounds bounds() {
    return settings.bounds();
  }

  boolean cors() {
    return settings.cors();
  }

  Routes routes() {
    return routes;
  }

  Authenticator authenticator() {
    return authenticator;
  }

  BodyBudget bodies() {
    return bodies;
  }

  Workers workers() {
    return workers;
  }

  boolean isStopping() {
    return stopping;
  }

  /** On a virtual thread. */
  HttpAnswer answer(HttpHandler handler, HttpCall call) {
    try {
      return handler.handle(call);
    } catch (HttpProblem problem) {
      HttpAnswer answer = Answers.of(problem);
      for (var header : problem.headers().entrySet()) {
        answer = answer.withHeader(header.getKey(), String.join(", ", header.getValue()));
      }
      return answer;
    } catch (Exception | StackOverflowError e) {
      if (stopping) {
        return Answers.of(busy());
      }
      LOG.error("{}: a call failed", name(), e);
      return Answers.of(new HttpProblem(500, "an internal error; weir's log says more"));
    }
  }

  static HttpProblem busy() {
    return new HttpProblem(503, "too many calls at the same time")
        .withHeader("Retry-After", List.of("1"));
  }

  /** Ends what runs. */
  @Override
  public void close() {
    stopping = true;
    workers.close();
  }
}
