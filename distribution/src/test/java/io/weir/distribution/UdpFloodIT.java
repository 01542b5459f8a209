package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.UdpPeer;
import io.weir.testkit.process.ResidentMemory;
import io.weir.testkit.process.WeirProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Datagrams from more addresses than there are clients, as when they are forged. Every address of
 * 127.0.0.0/8 is this machine's, so they need not be.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class UdpFloodIT extends SystemTest {
  private static final int SESSIONS = 200;
  private static final int FORGED = 60_000;

  /** Fewer than the receive buffer holds: what is lost there is lost by whomever it was sent. */
  private static final int CHECK_EVERY = 2_000;

  @ParameterizedTest
  @ValueSource(strings = {"linux", "channel"})
  void newAddressesDisturbNoSessionAndCostNoMemory(String transport) throws Exception {
    try (UdpPeer echo = UdpPeer.echoing();
        WeirProcess weir =
            start(
                Scraper.ON
                    + server(
                        "protocol = udp, udp.receive_buffer = 4MB, client_idle_timeout = 10m, max_connections = "
                            + SESSIONS
                            + ", transport = "
                            + transport
                            + "\n"
                            + staticLines(echo.text())));
        Scraper scraper = Scraper.of(weir)) {
      InetSocketAddress web =
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), weir.port("web"));
      List<UdpPeer> clients = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        clients.add(UdpPeer.open());
        assertThat(clients.getLast().exchange("hello", web)).isEqualTo("hello");
      }
      flood(web, 0, CHECK_EVERY);
      long before = ResidentMemory.kib(weir.pid());
      for (int sent = CHECK_EVERY; sent < FORGED; sent += CHECK_EVERY) {
        flood(web, sent, CHECK_EVERY);
        UdpPeer client = clients.get(sent / CHECK_EVERY % SESSIONS);
        assertThat(client.exchange("still here", web)).isEqualTo("still here");
      }
      for (UdpPeer client : clients) {
        assertThat(client.exchange("and at the end", web)).isEqualTo("and at the end");
      }

      assertThat(ResidentMemory.kib(weir.pid())).isLessThan(before + ResidentMemory.LEEWAY_KIB);
      String[] limit = {"reason", "limit", "server", "web"};
      await()
          .untilAsserted(() ->
              assertThat(scraper.scrape().value("weir_connections_closed_total", limit))
                  .isGreaterThan(FORGED / 2.0));
      assertThat(scraper.scrape().value("weir_server_active_connections", "server", "web"))
          .isEqualTo(SESSIONS);
      clients.forEach(UdpPeer::close);
    }
  }

  private static void flood(InetSocketAddress to, int first, int count) {
    for (int i = first; i < first + count; i++) {
      try (UdpPeer forged = UdpPeer.at("127.1." + (i >> 8 & 255) + "." + (i & 255), 0)) {
        forged.send("new", to);
      }
    }
  }
}
