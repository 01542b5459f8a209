package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.core.transport.Datagram;
import io.weir.core.transport.DatagramTransport;
import io.weir.testkit.backend.DatagramEnd;
import io.weir.testkit.transport.DatagramBridge;
import io.weir.testkit.transport.DatagramEnds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport of datagrams has to keep, that in memory included. */
@Timeout(60)
public abstract class DatagramContract {
  private static final int CLIENTS = 50;
  private static final int ROUNDS = 20;
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 64, 1200, 2047, 2048, 2049, 9000, 65_000, Datagram.MAX_LENGTH);

  /** The transport to test; the same one for each test of the class is fine. */
  protected abstract DatagramTransport transport();

  /** Its far ends. */
  protected abstract DatagramEnds ends();

  /** Whether it can do what Netty's channels cannot: empty datagrams, and who was sent to. */
  protected boolean goesBeyondChannels() {
    return true;
  }

  /** Makes the suite. */
  protected DatagramContract() {}

  static InetSocketAddress at(String host) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), 0);
  }

  /** So many bytes, always the same ones. */
  protected static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private DatagramBridge bridge(InetSocketAddress... backends) throws IOException {
    return DatagramBridge.from(transport(), at("127.0.0.1"), backends);
  }

  @Test
  void passesOnDatagramsOfEveryLengthAsTheyAre() throws IOException {
    try (DatagramEnds.Backend backend = ends().backend();
        DatagramBridge bridge = bridge(backend.address());
        DatagramEnd client = ends().client()) {
      for (int length : LENGTHS.subList(goesBeyondChannels() ? 0 : 1, LENGTHS.size())) {
        byte[] bytes = random(length);
        client.send(bytes, bridge.address());
        DatagramEnd.Came came = client.receive();
        assertThat(came.bytes()).as("%s bytes", length).isEqualTo(bytes);
        assertThat(came.from()).isEqualTo(bridge.address());
      }
    }
  }

  @Test
  void keepsTheOrderOfEachClientAndMergesNothing() throws IOException {
    try (DatagramEnds.Backend backend = ends().backend();
        DatagramBridge bridge = bridge(backend.address())) {
      List<DatagramEnd> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(ends().client());
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (DatagramEnd client : clients) {
          client.send(message(client, round), bridge.address());
          client.send(message(client, round) + "!", bridge.address());
        }
        for (DatagramEnd client : clients) {
          assertThat(client.receive().text()).isEqualTo(message(client, round));
          assertThat(client.receive().text()).isEqualTo(message(client, round) + "!");
        }
      }
      clients.forEach(DatagramEnd::close);
    }
  }

  /** Of changing lengths, with those of the same length beside each other now and then. */
  private static String message(DatagramEnd client, int round) {
    return (client.address() + " " + round + " ").repeat(1 + round / 3);
  }

  @Test
  void tellsThatNobodyIsAtABackendsPortAndLosesOneDatagramToIt() throws IOException {
    try (DatagramEnds.Backend gone = ends().backend();
        DatagramEnds.Backend backend = ends().backend();
        DatagramEnd client = ends().client();
        DatagramBridge bridge = bridge(gone.address(), backend.address())) {
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
    try (DatagramEnds.Backend gone = ends().backend();
        DatagramEnds.Backend backend = ends().backend();
        DatagramEnd client = ends().client();
        DatagramBridge bridge = bridge(gone.address(), backend.address())) {
      gone.close();
      client.send("lost", bridge.address());
      await()
          .until(() -> {
            ends().turn();
            return bridge.events().equals(List.of("refused"));
          });
      assertThat(client.exchange("next", bridge.address())).isEqualTo("next");
    }
  }
}
