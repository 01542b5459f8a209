package io.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.config.HostPort;
import io.weir.app.OperatorException;
import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.RawHttp.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered to requests that are in order. */
@Timeout(60)
class HttpServerTest {
  private final TestServer server = TestServer.standard();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /                      | 200 | root
          GET    | /things/web            | 200 | thing web
          GET    | /things/a%20b%2Fc%3F   | 200 | thing a b/c?
          GET    | /things/%5B::1%5D:80   | 200 | thing [::1]:80
          GET    | /things/%252e          | 200 | thing %2e
          GET    | /query?q=a+b%26        | 200 | q=a b&
          GET    | /query                 | 200 | q=null
          GET    | http://localhost/open  | 200 | open
          GET    | http://localhost       | 200 | root
          """)
  void routesByPath(String method, String target, int status, String body) throws Exception {
    try (RawHttp client = server.connect()) {
      Answer answer = client.ask(method, target);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET   | /nothing         | 404
          GET   | /things          | 404
          GET   | /things/         | 404
          GET   | //               | 404
          GET   | /things/a/b      | 404
          GET   | /things/../open  | 400
          GET   | /things/%2e%2E   | 400
          GET   | /things/.        | 400
          GET   | /things/%00      | 400
          GET   | /things/a%0d%0a  | 400
          GET   | /things/a%5cb    | 400
          GET   | /things/%        | 400
          GET   | /things/%zz      | 400
          GET   | /things/%c0%ae   | 400
          GET   | /things/a#b      | 400
          GET   | /query?q=1&q=2   | 400
          GET   | /query?q=%zz     | 400
          GET   | open             | 400
          GET   | ftp://host/open  | 400
          PUT   | /things/web      | 405
          POST  | /open            | 405
          TRACE | /open            | 405
          BREW  | /open            | 405
          """)
  void refusesWhatIsNotServedAsJson(String method, String target, int status) throws Exception {
    try (RawHttp client = server.connect()) {
      Answer answer = client.ask(method, target);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers().get("content-type")).startsWith("application/json");
      assertThat(answer.body()).startsWith("{\n    \"error\": \"");
    }
  }

  @Test
  void saysWhichMethodsAPathHas() throws Exception {
    try (RawHttp client = server.connect()) {
      assertThat(client.ask("PUT", "/things/web").headers())
          .containsEntry("allow", "GET, HEAD, OPTIONS, POST");
      Answer options = client.ask("OPTIONS", "/things/web");
      assertThat(options.status()).isEqualTo(204);
      assertThat(options.headers()).containsEntry("allow", "GET, HEAD, OPTIONS, POST");
      assertThat(client.ask("OPTIONS", "*").status()).isEqualTo(204);
    }
  }

  @Test
  void headIsGetWithoutItsBody() throws Exception {
    try (RawHttp client = server.connect()) {
      Answer head = client.ask("HEAD", "/things/web");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.headers()).containsEntry("content-length", "9");
      assertThat(client.ask("GET", "/open").body()).isEqualTo("open");
    }
  }

  @Test
  void aConnectionServesOneRequestAfterTheOtherAlsoIfTheyComeAtOnce() throws Exception {
    try (RawHttp client = server.connect()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        all.append("GET /things/").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        all.append("POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        all.append("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      client.send(all.toString());
      for (int i = 0; i < 200; i++) {
        assertThat(client.read().body()).isEqualTo("thing " + i);
        assertThat(client.read().body()).isEqualTo("got 3");
        assertThat(client.read().status()).isEqualTo(404);
      }
    }
  }

  @Test
  void readsBodiesOfKnownAndOfUnknownLength() throws Exception {
    try (RawHttp client = server.connect()) {
      assertThat(client.askWithBody("POST", "/things/x", "a".repeat(300_000)).body())
          .isEqualTo("got 300000");
      client.send("POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("got 5");
    }
  }

  @Test
  void saysGoOnToWhoWaitsForItAndMayGoOn() throws Exception {
    try (RawHttp client = server.connect()) {
      client.send(
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send("ab").read().body()).isEqualTo("got 2");
    }
    try (RawHttp client = server.connect()) {
      assertThat(
              client.ask("POST", "/nothing", "Content-Length: 2", "Expect: 100-continue").status())
          .isEqualTo(404);
    }
  }

  @Test
  void closesAfterAnAnswerToHttp10AndWhereItIsAskedTo() throws Exception {
    try (RawHttp client = server.connect()) {
      assertThat(client.send("GET /open HTTP/1.0\r\n\r\n").read().body()).isEqualTo("open");
      assertThat(client.isEndedByPeer()).isTrue();
    }
    try (RawHttp client = server.connect()) {
      Answer answer = client.ask("GET", "/open", "Connection: close");
      assertThat(answer.headers()).containsEntry("connection", "close");
      assertThat(client.isEndedByPeer()).isTrue();
    }
  }

  @Test
  void tellsProblemsAndHidesFaults() throws Exception {
    try (RawHttp client = server.connect()) {
      Answer problem = client.ask("GET", "/problem");
      assertThat(problem.status()).isEqualTo(409);
      assertThat(problem.body())
          .isEqualTo(
              """
              {
                  "error": "a \\"conflict\\"",
                  "problems": [
                      "one",
                      "two\\n"
                  ]
              }\
              """);
      Answer fault = client.ask("GET", "/fails");
      assertThat(fault.status()).isEqualTo(500);
      assertThat(fault.body()).doesNotContain("of its own").doesNotContain("Exception");
      assertThat(client.ask("GET", "/overflows").status()).isEqualTo(500);
    }
  }

  @Test
  void sendsAFileAndDeletesIt() throws Exception {
    try (RawHttp client = server.connect()) {
      Answer answer = client.ask("GET", "/file");
      assertThat(answer.body()).isEqualTo("x".repeat(100_000));
      Path file = Path.of(answer.headers().get("x-file"));
      await().until(() -> Files.notExists(file));
      Answer head = client.ask("HEAD", "/file");
      assertThat(head.headers()).containsEntry("content-length", "100000");
      await().until(() -> Files.notExists(Path.of(head.headers().get("x-file"))));
      assertThat(client.ask("GET", "/open").body()).isEqualTo("open");
    }
  }

  @Test
  void anotherSitesPageMayNotChangeAnything() throws Exception {
    try (RawHttp client = server.connect()) {
      assertThat(client.ask("POST", "/things/x", "Origin: http://evil.example").status())
          .isEqualTo(403);
      assertThat(client.ask("POST", "/things/x", "Origin: null").status()).isEqualTo(403);
      assertThat(client.ask("POST", "/things/x", "Origin: http://localhost").status())
          .isEqualTo(200);
      assertThat(client.ask("GET", "/open", "Origin: http://evil.example").headers())
          .doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void withCorsBrowsersMayCallFromAnywhere() throws Exception {
    try (TestServer open = new TestServer(HttpBounds.STANDARD, Authenticator.OPEN, true, null);
        RawHttp client = open.connect()) {
      Answer preflight =
          client.ask(
              "OPTIONS",
              "/things/x",
              "Origin: http://site.example",
              "Access-Control-Request-Method: POST");
      assertThat(preflight.status()).isEqualTo(200);
      assertThat(preflight.headers()).containsEntry("access-control-allow-origin", "*");
      assertThat(preflight.headers().get("access-control-allow-methods"))
          .contains("POST", "PATCH", "DELETE");
      assertThat(preflight.headers().get("access-control-allow-headers"))
          .containsIgnoringCase("authorization");
      Answer post = client.ask("POST", "/things/x", "Origin: http://site.example");
      assertThat(post.status()).isEqualTo(200);
      assertThat(post.headers())
          .containsEntry("access-control-allow-origin", "*")
          .doesNotContainKey("access-control-allow-credentials");
    }
  }

  @Test
  void anAddressThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort bind = new HostPort("127.0.0.1", taken.getLocalPort());
      HttpServer second =
          new HttpServer(
              new HttpSettings("api", bind, false, null, HttpBounds.STANDARD),
              Routes.builder().build(),
              Authenticator.OPEN);
      assertThatThrownBy(second::start)
          .isInstanceOf(OperatorException.class)
          .hasMessageStartingWith("api.bind: cannot listen on " + bind + ": ");
    }
  }
}
