package io.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.RawHttp.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stranger can take from the server, and no more. */
@Timeout(60)
class HttpBoundsTest {
  /** Half of what the server takes: those before may still be there when the next come. */
  private static final int AT_ONCE = TestServer.SMALL.maxConnections() / 2;

  private static final List<String> AMBIGUOUS =
      List.of(
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\n: c\r\n\r\n",
          "GET  / HTTP/1.1 x\r\nHost: a\r\n\r\n",
          "GET / HTTP/1.1\nHost: a\n\n",
          "\u0016\u0003\u0001\u0002\r\n\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 4\r\n\r\nabcd",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
          "POST /things/x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n\u00ff");

  private final TestServer server = TestServer.small();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLongLineHeaderOrBodyIsRefusedAndTheConnectionEnds() throws Exception {
    String chunk = "400\r\n" + "a".repeat(1024) + "\r\n";
    refused(
        new Refused(414, "GET /" + "a".repeat(300) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        new Refused(431, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(2000) + "\r\n\r\n"),
        new Refused(413, "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5001\r\n\r\n"),
        new Refused(
            413,
            "POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(5)));
  }

  @Test
  void theAnswerToATooLongBodyArrivesAlthoughTheBodyIsStillSent() throws Exception {
    try (RawHttp client = server.connect()) {
      client.send("POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n");
      client.send("a".repeat(2_000_000));
      assertThat(client.read().status()).isEqualTo(413);
      assertThat(client.isEndedByPeer()).isTrue();
    }
  }

  @Test
  void whatTwoReadersCouldReadDifferentlyIsRefused() throws Exception {
    refused(400, AMBIGUOUS);
  }

  @Test
  void otherVersionsAndExpectationsAreRefused() throws Exception {
    refused(
        new Refused(505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
        new Refused(505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"),
        new Refused(
            417, "POST /things/x HTTP/1.1\r\nHost: a\r\nExpect: b\r\nContent-Length: 1\r\n\r\na"));
  }

  @Test
  void aRequestThatTakesTooLongIsAnsweredAndEnds() throws Exception {
    refused(
        408,
        List.of(
            "G",
            "GET / HTTP/1.1\r\nHost: a\r\nX-",
            "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na",
            "POST /things/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na"));
  }

  @Test
  void aDripOfBytesDoesNotBuyTime() throws Exception {
    try (RawHttp client = server.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n");
      Thread drip =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!Thread.interrupted()) {
                    client.send("X: y\r\n");
                    Thread.sleep(50);
                  }
                } catch (IOException | InterruptedException _) {
                  // The server had enough.
                }
              });
      assertThat(client.read().status()).isEqualTo(408);
      drip.interrupt();
    }
  }

  @Test
  void aConnectionThatRestsIsClosedWithoutAWord() throws Exception {
    try (RawHttp silent = server.connect();
        RawHttp resting = server.connect()) {
      assertThat(resting.ask("GET", "/open").status()).isEqualTo(200);
      assertThat(silent.isEndedByPeer()).isTrue();
      assertThat(resting.isEndedByPeer()).isTrue();
    }
  }

  @Test
  void connectionsAboveTheLimitAreTurnedAwayUntilOthersEnd() throws Exception {
    List<RawHttp> held = new ArrayList<>();
    try {
      for (int i = 0; i < TestServer.SMALL.maxConnections(); i++) {
        RawHttp client = server.connect();
        held.add(client);
        assertThat(client.ask("GET", "/open").status()).isEqualTo(200);
      }
      try (RawHttp tooMany = server.connect()) {
        assertThat(tooMany.isEndedByPeer()).isTrue();
      }
      held.getFirst().close();
      await()
          .until(() -> {
            try (RawHttp next = server.connect()) {
              return next.ask("GET", "/open").status() == 200;
            } catch (IOException e) {
              return false;
            }
          });
    } finally {
      for (RawHttp client : held) {
        client.close();
      }
    }
  }

  @Test
  void callsAboveTheLimitAreTurnedAwayAndOthersStillServed() throws Exception {
    try (RawHttp one = server.connect();
        RawHttp two = server.connect()) {
      one.send("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n");
      two.send("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n");
      await()
          .until(() -> {
            try (RawHttp more = server.connect()) {
              return more.ask("GET", "/open").status() == 503;
            }
          });
      server.release.countDown();
      assertThat(one.read().body()).isEqualTo("waited");
      assertThat(two.read().body()).isEqualTo("waited");
      try (RawHttp after = server.connect()) {
        assertThat(after.ask("GET", "/open").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void allBodiesTogetherAreBounded() throws Exception {
    String head = "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n";
    try (RawHttp one = server.connect();
        RawHttp two = server.connect()) {
      one.send(head + "a".repeat(4900));
      two.send(head + "a".repeat(4900));
      // Whichever came second; the first runs out of its time.
      assertThat(List.of(one.read().status(), two.read().status()))
          .containsExactlyInAnyOrder(503, 408);
    }
    try (RawHttp after = server.connect()) {
      assertThat(after.askWithBody("POST", "/things/x", "a".repeat(5000)).status())
          .as("what was taken is given back")
          .isEqualTo(200);
    }
  }

  /**
   * What is refused.
   *
   * @param bytes what a client sends
   */
  private record Refused(int status, String bytes) {}

  private void refused(int status, List<String> all) throws IOException {
    refused(all.stream().map(bytes -> new Refused(status, bytes)).toArray(Refused[]::new));
  }

  /** A few at once: the server listens on for a second after each answer. */
  private void refused(Refused... all) throws IOException {
    for (int from = 0; from < all.length; from += AT_ONCE) {
      List<Refused> some = List.of(all).subList(from, Math.min(from + AT_ONCE, all.length));
      List<RawHttp> clients = new ArrayList<>();
      try {
        for (Refused one : some) {
          clients.add(server.connect().send(one.bytes()));
        }
        for (int i = 0; i < some.size(); i++) {
          Answer answer = clients.get(i).read();
          assertThat(answer.status()).as(some.get(i).bytes()).isEqualTo(some.get(i).status());
          assertThat(answer.body()).startsWith("{\n    \"error\": ");
          assertThat(answer.headers()).containsEntry("connection", "close");
        }
        for (int i = 0; i < some.size(); i++) {
          assertThat(clients.get(i).isEndedByPeer()).as(some.get(i).bytes()).isTrue();
        }
      } finally {
        for (RawHttp client : clients) {
          client.close();
        }
      }
    }
  }
}
