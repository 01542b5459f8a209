package io.weir.core.acme;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.weir.api.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers get where authorities look for answers. */
class AnswerListenerTest {
  private static final String PATH = "/.well-known/acme-challenge/t0ken";

  private final PublishedAnswers answers = new PublishedAnswers(true, mock(TlsChallenges.class));
  private AnswerListener listener = listener(false);

  private AnswerListener listener(boolean redirect) {
    return new AnswerListener(HostPort.parse("127.0.0.1:0"), redirect, answers::body);
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private String asked(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private String get(String path) throws IOException {
    return asked("GET " + path + " HTTP/1.1\r\nHost: a.example:80\r\n\r\n");
  }

  @Test
  void onlyWhatIsPublishedIsThere() throws IOException {
    listener.start();
    assertThat(get(PATH)).startsWith("HTTP/1.1 404 ");

    answers.http(PATH, "t0ken.thumb".getBytes(US_ASCII));

    assertThat(get(PATH)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nt0ken.thumb");
    assertThat(asked("HEAD " + PATH + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .contains("content-length: 11")
        .endsWith("\r\n\r\n");
    assertThat(get(PATH + "2")).startsWith("HTTP/1.1 404 ");
    assertThat(get("/")).startsWith("HTTP/1.1 404 ");
    assertThat(asked("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ");
    answers.removeHttp(PATH);
    assertThat(get(PATH)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void everythingElseIsSentOnWhereThatIsAskedFor() throws IOException {
    listener = listener(true);
    listener.start();
    answers.http(PATH, new byte[] {'x'});

    assertThat(get(PATH)).startsWith("HTTP/1.1 200 ");
    assertThat(get("/a?b=c"))
        .startsWith("HTTP/1.1 301 ")
        .contains("location: https://a.example/a?b=c\r\n");
    assertThat(asked("POST /a HTTP/1.1\r\nHost: [::1]:8080\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 308 ")
        .contains("location: https://[::1]/a\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /a HTTP/1.1, Host: a b",
    "GET /a HTTP/1.1, Host: evil.example/x?",
    "GET /a HTTP/1.1, X: y",
    "GET //evil.example/ HTTP/1.1, Host: a",
    "GET http://evil.example/ HTTP/1.1, Host: a"
  })
  void nobodyIsSentWhereARequestDoesNotSayProperly(String line, String header) throws IOException {
    listener = listener(true);
    listener.start();

    assertThat(asked(line + "\r\n" + header + "\r\n\r\n")).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whatIsNoRequestEndsTheConnection() throws IOException {
    listener.start();

    assertThat(asked("\u0016\u0003\u0001\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(asked("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void connectionsAreBoundedAndMakeRoomWhenTheyEnd() throws Exception {
    listener.start();
    answers.http(PATH, new byte[] {'x'});
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 256; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort());
        idle.add(socket);
        socket.getOutputStream().write('G');
      }
      await().until(() -> !serves());

      idle.removeFirst().close();

      await().until(this::serves);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private boolean serves() {
    try {
      return get(PATH).startsWith("HTTP/1.1 200 ");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whoSendsNoRequestIsNotWaitedForForEver() throws Exception {
    listener =
        new AnswerListener(
            HostPort.parse("127.0.0.1:0"), false, answers::body, Duration.ofMillis(100));
    listener.start();

    assertThat(asked("GET " + PATH + " HTTP/1.1\r\nHost: ")).isEmpty();
  }

  @Test
  void anAddressThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener =
          new AnswerListener(
              HostPort.parse("127.0.0.1:" + taken.getLocalPort()), false, answers::body);

      assertThatThrownBy(listener::start)
          .isInstanceOf(AcmeStartException.class)
          .hasMessageContaining("acme.http_bind: cannot listen on 127.0.0.1:");
    }
  }

  @Test
  void onlyChallengesCanBePublished() {
    assertThatThrownBy(() -> answers.http("/index.html", new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: /.well-known/acme-challenge/...");
    assertThatThrownBy(() -> answers.http(PATH, new byte[100_000]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new PublishedAnswers(false, mock(TlsChallenges.class)).http(PATH, new byte[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only with acme.challenge \"http\"");
  }
}
