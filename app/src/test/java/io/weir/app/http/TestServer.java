package io.weir.app.http;

import io.netty.handler.ssl.SslContext;
import io.weir.api.config.HostPort;
import io.weir.testkit.backend.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** An HTTP server with a few routes of every sort, on a port that the system chose. */
final class TestServer implements AutoCloseable {
  static final Authenticator NAME_AND_TOKENS =
      new Credentials(
          new Credentials.Login("admin", new Credentials.Plain("s3cret:x")),
          java.util.List.of(
              Credentials.Token.of("looker", Scope.READ),
              Credentials.Token.of("doer", Scope.WRITE)));

  static final HttpBounds SMALL =
      new HttpBounds(
          8,
          200,
          1000,
          5000,
          8000,
          2,
          Duration.ofMillis(400),
          Duration.ofMillis(900),
          Duration.ofSeconds(5),
          Duration.ofMillis(200));

  /** Lets {@code GET /waits} answer. */
  final CountDownLatch release = new CountDownLatch(1);

  private final HttpServer server;

  TestServer(HttpBounds bounds, Authenticator authenticator, boolean cors, SslContext tls) {
    this.server =
        new HttpServer(
            new HttpSettings("test", HostPort.parse("127.0.0.1:0"), cors, tls, bounds),
            routes(),
            authenticator);
    server.start();
  }

  static TestServer standard() {
    return new TestServer(HttpBounds.STANDARD, Authenticator.OPEN, false, null);
  }

  static TestServer small() {
    return new TestServer(SMALL, Authenticator.OPEN, false, null);
  }

  static TestServer asking() {
    return new TestServer(HttpBounds.STANDARD, NAME_AND_TOKENS, false, null);
  }

  private Routes routes() {
    return Routes.builder()
        .add("GET", "/", Scope.READ, call -> text("root"))
        .add("GET", "/open", Scope.NONE, call -> text("open"))
        .add("GET", "/things/{name}", Scope.READ, call -> text("thing " + call.parameter("name")))
        .add("POST", "/things/{name}", Scope.WRITE, call -> text("got " + call.body().length()))
        .add("GET", "/query", Scope.READ, call -> text("q=" + call.query("q")))
        .add("GET", "/scope", Scope.READ, call -> text(call.scope().name()))
        .add(
            "GET",
            "/waits",
            Scope.READ,
            call -> {
              release.await();
              return text("waited");
            })
        .add(
            "GET",
            "/fails",
            Scope.READ,
            call -> {
              throw new IllegalStateException("of its own");
            })
        .add(
            "GET",
            "/overflows",
            Scope.READ,
            call -> {
              throw new StackOverflowError();
            })
        .add(
            "GET",
            "/problem",
            Scope.READ,
            call -> {
              throw HttpProblem.conflict("a \"conflict\"")
                  .withProblems(java.util.List.of("one", "two\n"));
            })
        .add(
            "GET",
            "/file",
            Scope.READ,
            call -> {
              var file = java.nio.file.Files.createTempFile("weir", ".txt");
              java.nio.file.Files.writeString(file, "x".repeat(100_000));
              return HttpAnswer.file(HttpAnswer.TEXT, file, true)
                  .withHeader("X-File", file.toString());
            })
        .build();
  }

  private static HttpAnswer text(String text) {
    return HttpAnswer.of(200, HttpAnswer.TEXT, text);
  }

  int port() {
    return server.address().getPort();
  }

  RawHttp connect() throws IOException {
    return RawHttp.connect(port());
  }

  @Override
  public void close() {
    release.countDown();
    server.stop();
  }
}
