package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.RawHttp;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.ResidentMemory;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand requests that nobody should send, while connections go through. */
@Timeout(300)
class HostileApiIT extends SystemTest {
  private static final int REQUESTS = 10_000;
  private static final int SENDERS = 8;
  private static final String POST = "POST /servers/x HTTP/1.1\r\nHost: a\r\n";

  /** Heap and all else; the heap may take 96 MB of it. */
  private static final long MOST_RESIDENT_KB = 400_000;

  private static final List<String> SHAPES =
      List.of(
          body("{"),
          body("[".repeat(5000)),
          body("{\"a\":".repeat(2000)),
          body("{\"bind\": \"" + "a".repeat(3000) + "\"}"),
          body("\u0000\u0001\u0002"),
          body("\u00ff\u00fe"),
          body("{\"bind\": 1, \"bind\": 2}"),
          body("nul"),
          POST + "Content-Length: 99999999\r\n\r\n",
          POST + "Content-Length: 9999999999999999999999\r\n\r\n",
          POST + "Content-Length: -5\r\n\r\n",
          POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
          POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
          POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
          POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
          POST + "Transfer-Encoding: gzip\r\n\r\n",
          POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
          POST + "Expect: the-best\r\n\r\n",
          POST + "Origin: http://evil.example\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
          "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /servers/%2e%2e/%2e%2e HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /servers/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /servers/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET //servers HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /dump?format=%ff HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(8000) + "\r\n",
          "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n",
          "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
          "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
          "PATCH /servers/web/backends/%5B%5B HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "\r\n\r\n\r\nGET\r\n\r\n",
          "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200));

  private static String body(String body) {
    return POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void tenThousandMalformedRequestsDisturbNobody() throws Exception {
    Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    List<String> unanswered = new CopyOnWriteArrayList<>();
    List<RawHttp> slow = new ArrayList<>();
    try (TestBackend backend = TestBackend.named("a");
        WeirProcess weir = startSmall(server(staticList(backend)));
        SteadyTraffic traffic = new SteadyTraffic(weir.port("web"))) {
      int port = weir.servicePort("api");
      for (int i = 0; i < 100; i++) {
        slow.add(RawHttp.connect(port).send(i % 2 == 0 ? "GET / HT" : POST + "Content-Le"));
      }
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        Random random = new Random(i);
        senders.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int n = 0; n < REQUESTS / SENDERS; n++) {
                    String bytes = SHAPES.get(random.nextInt(SHAPES.size()));
                    try (RawHttp client = RawHttp.connect(port)) {
                      int status = client.send(bytes).read().status();
                      statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
                    } catch (IOException e) {
                      unanswered.add(e + " " + bytes.substring(0, Math.min(60, bytes.length())));
                    }
                  }
                }));
      }
      for (Thread sender : senders) {
        sender.join();
      }
      for (RawHttp client : slow) {
        assertThat(client.read().status()).isEqualTo(408);
        client.close();
      }
      traffic.awaitMore(100);
      assertThat(traffic.end()).isEmpty();
      assertThat(unanswered).as("of %s", statuses).isEmpty();
      assertThat(statuses.keySet())
          .allMatch(status -> (status >= 400 && status < 500) || status == 505)
          .contains(400, 403, 404, 405, 413, 414, 417, 431);
      assertThat(ResidentMemory.kib(weir.pid())).isLessThan(MOST_RESIDENT_KB);
      try (RawHttp client = RawHttp.connect(port)) {
        assertThat(client.ask("GET", "/health/live").status()).isEqualTo(200);
        assertThat(client.ask("GET", "/servers/x").status()).isEqualTo(404);
      }
      assertThat(weir.out()).noneMatch(line -> line.contains("[ERROR]") || line.contains("[WARN"));
      assertThat(weir.stop().err()).isEmpty();
    }
  }

  private WeirProcess startSmall(String servers) throws Exception {
    Path file = write("weir.conf", "api { enabled = true, bind = \"127.0.0.1:0\" }\n" + servers);
    return command("-c", file.toString()).withVariable("WEIR_OPTS", "-Xmx96m").start().awaitReady();
  }
}
