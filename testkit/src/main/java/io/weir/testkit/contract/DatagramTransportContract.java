package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.core.transport.Datagram;
import io.weir.core.transport.DatagramListener;
import io.weir.core.transport.DatagramOptions;
import io.weir.core.transport.DatagramTransport;
import io.weir.testkit.backend.UdpPeer;
import io.weir.testkit.transport.DatagramBridge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport of datagrams has to keep, shown with real sockets at both ends. */
@Timeout(60)
public abstract class DatagramTransportContract {
  private static final int CLIENTS = 50;
  private static final int ROUNDS = 20;
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 64, 1200, 2047, 2048, 2049, 9000, 65_000, Datagram.MAX_LENGTH);

  /** The transport to test; the same one for each test of the class is fine. */
  protected abstract DatagramTransport transport();

  /** Whether it can do what Netty's channels cannot: empty datagrams, and who was sent to. */
  protected boolean goesBeyondChannels() {
    return true;
  }

  /** Makes the suite. */
  protected DatagramTransportContract() {}

  private static InetSocketAddress at(String host) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), 0);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void passesOnDatagramsOfEveryLengthAsTheyAre() throws IOException {
    try (UdpPeer backend = UdpPeer.echoing();
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), backend.address());
        UdpPeer client = UdpPeer.open()) {
      for (int length : LENGTHS.subList(goesBeyondChannels() ? 0 : 1, LENGTHS.size())) {
        byte[] bytes = random(length);
        client.send(bytes, bridge.address());
        UdpPeer.Came came = client.receive();
        assertThat(came.bytes()).as("%s bytes", length).isEqualTo(bytes);
        assertThat(came.from()).isEqualTo(bridge.address());
      }
    }
  }

  @Test
  void servesBothFamilies() throws IOException {
    for (String bind : List.of("127.0.0.1", "::1", "0.0.0.0", "::")) {
      String host = bind.contains(":") ? "::1" : "127.0.0.1";
      try (UdpPeer backend = UdpPeer.echoing();
          DatagramBridge bridge = DatagramBridge.from(transport(), at(bind), backend.address());
          UdpPeer client = UdpPeer.at(host, 0)) {
        InetSocketAddress to =
            new InetSocketAddress(InetAddress.ofLiteral(host), bridge.address().getPort());
        assertThat(client.exchange("hello", to)).as(bind).isEqualTo("hello");
        assertThat(bridge.lastPath().client()).isEqualTo(client.address());
      }
    }
  }

  @Test
  void repliesLeaveFromTheAddressThatTheClientSentTo() throws IOException {
    if (!goesBeyondChannels()) {
      return;
    }
    for (String bind : List.of("0.0.0.0", "::")) {
      try (UdpPeer backend = UdpPeer.echoing();
          DatagramBridge bridge = DatagramBridge.from(transport(), at(bind), backend.address());
          UdpPeer client = UdpPeer.open()) {
        for (String local : List.of("127.0.0.1", "127.0.0.7", "127.0.0.8")) {
          InetSocketAddress to =
              new InetSocketAddress(InetAddress.ofLiteral(local), bridge.address().getPort());
          client.send("hello", to);
          assertThat(client.receive().from()).isEqualTo(to);
          assertThat(bridge.lastPath().local()).isEqualTo(to);
        }
      }
    }
  }

  @Test
  void tellsHowManyTheSystemDropped() throws Exception {
    if (!goesBeyondChannels()) {
      return;
    }
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    DatagramListener listener =
        transport()
            .listen(
                at("127.0.0.1"),
                new DatagramOptions(4096),
                socket ->
                    datagram -> {
                      stuck.countDown();
                      try {
                        letGo.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    });
    try (UdpPeer client = UdpPeer.open()) {
      assertThat(listener.dropped()).isZero();
      client.send("first", listener.address());
      stuck.await();
      for (int i = 0; i < 200; i++) {
        client.send(random(500), listener.address());
      }
      letGo.countDown();
      await().until(() -> listener.dropped() > 100);
      assertThat(listener.dropped()).isLessThan(200);
    } finally {
      listener.close().toCompletableFuture().join();
    }
  }

  @Test
  void reachesBackendsOfBothFamilies() throws IOException {
    try (UdpPeer backend = UdpPeer.at("::1", 0);
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), backend.address());
        UdpPeer client = UdpPeer.open()) {
      client.send("question", bridge.address());
      UdpPeer.Came came = backend.receive();
      assertThat(came.text()).isEqualTo("question");
      backend.send("answer", came.from());
      assertThat(client.receive().text()).isEqualTo("answer");
    }
  }

  @Test
  void keepsTheOrderOfEachClientAndMergesNothing() throws IOException {
    try (UdpPeer backend = UdpPeer.echoing();
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), backend.address())) {
      List<UdpPeer> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(UdpPeer.open());
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (UdpPeer client : clients) {
          client.send(message(client, round), bridge.address());
          client.send(message(client, round) + "!", bridge.address());
        }
        for (UdpPeer client : clients) {
          assertThat(client.receive().text()).isEqualTo(message(client, round));
          assertThat(client.receive().text()).isEqualTo(message(client, round) + "!");
        }
      }
      clients.forEach(UdpPeer::close);
    }
  }

  /** Of changing lengths, with those of the same length beside each other now and then. */
  private static String message(UdpPeer client, int round) {
    return (client.text() + " " + round + " ").repeat(1 + round / 3);
  }

  @Test
  void tellsThatNobodyIsAtABackendsPortAndLosesOneDatagramToIt() throws IOException {
    try (UdpPeer gone = UdpPeer.open();
        UdpPeer backend = UdpPeer.echoing();
        UdpPeer client = UdpPeer.open();
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), gone.address(), backend.address())) {
      gone.close();
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        sent.add("datagram " + i);
        client.send("datagram " + i, bridge.address());
      }
      for (String text : sent.subList(1, sent.size())) {
        assertThat(client.receive().text()).isEqualTo(text);
      }
      assertThat(bridge.events()).containsOnlyOnce("refused").first().isEqualTo("refused");
    }
  }

  @Test
  void tellsOfARefusalAlsoWhenNothingMoreIsSent() throws IOException {
    try (UdpPeer gone = UdpPeer.open();
        UdpPeer backend = UdpPeer.echoing();
        UdpPeer client = UdpPeer.open();
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), gone.address(), backend.address())) {
      gone.close();
      client.send("lost", bridge.address());
      await().until(() -> bridge.events().equals(List.of("refused")));
      assertThat(client.exchange("next", bridge.address())).isEqualTo("next");
    }
  }

  @Test
  void refusesAnAddressThatSomebodyElseHas() throws IOException {
    try (UdpPeer other = UdpPeer.open()) {
      assertThatThrownBy(() ->
              transport()
                  .listen(
                      other.address(),
                      DatagramOptions.SYSTEM,
                      socket -> datagram -> socket.send(datagram.path(), datagram)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void refusesAnAddressThatItHasItself() throws IOException {
    try (UdpPeer backend = UdpPeer.echoing();
        DatagramBridge bridge =
            DatagramBridge.from(transport(), at("127.0.0.1"), backend.address())) {
      assertThatThrownBy(
              () -> DatagramBridge.from(transport(), bridge.address(), backend.address()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void freesItsAddressWhenItHasClosed() throws IOException {
    try (UdpPeer backend = UdpPeer.echoing();
        UdpPeer client = UdpPeer.open()) {
      DatagramBridge bridge = DatagramBridge.from(transport(), at("127.0.0.1"), backend.address());
      InetSocketAddress address = bridge.address();
      bridge.close();
      try (DatagramBridge again = DatagramBridge.from(transport(), address, backend.address())) {
        assertThat(client.exchange("hello", again.address())).isEqualTo("hello");
      }
    }
  }
}
