package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.transport.Datagram;
import io.weir.testkit.backend.UdpPeer;
import io.weir.testkit.process.WeirProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every datagram arrives as it was, in its order, over each transport. */
@Timeout(300)
class UdpIntegrityIT extends SystemTest {
  /** Less than a receive buffer that nobody has made larger. */
  private static final int BYTES_IN_FLIGHT = 40_000;

  /** What the kernel takes for each beside its bytes. */
  private static final int PER_DATAGRAM = 1_000;

  private static final int SESSIONS = 10_000;
  private static final int AT_ONCE = 50;

  @ParameterizedTest
  @ValueSource(strings = {"linux", "channel"})
  void oneSessionWithDatagramsOfEveryKindOfLength(String transport) throws Exception {
    Random random = new Random(1);
    List<byte[]> all = new ArrayList<>();
    // Netty's channels do not send empty ones.
    int shortest = transport.equals("linux") ? 0 : 1;
    for (int length = shortest; length <= Datagram.MAX_LENGTH; length += 1 + length / 60) {
      all.add(bytes(random, length));
      all.add(bytes(random, length));
    }
    all.add(bytes(random, Datagram.MAX_LENGTH));
    try (UdpPeer echo = UdpPeer.echoing();
        WeirProcess weir = startServer(keys(transport, echo));
        UdpPeer client = UdpPeer.open()) {
      InetSocketAddress web = address(weir);
      Deque<byte[]> inFlight = new ArrayDeque<>();
      int bytesInFlight = 0;
      for (byte[] bytes : all) {
        while (!inFlight.isEmpty() && bytesInFlight + bytes.length > BYTES_IN_FLIGHT) {
          bytesInFlight -= receive(client, inFlight);
        }
        client.send(bytes, web);
        inFlight.add(bytes);
        bytesInFlight += bytes.length + PER_DATAGRAM;
      }
      while (!inFlight.isEmpty()) {
        receive(client, inFlight);
      }
    }
  }

  private static int receive(UdpPeer client, Deque<byte[]> inFlight) {
    byte[] expected = inFlight.remove();
    assertThat(hash(client.receive().bytes()))
        .as("%s bytes", expected.length)
        .isEqualTo(hash(expected));
    return expected.length + PER_DATAGRAM;
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux", "channel"})
  void tenThousandSessions(String transport) throws Exception {
    try (UdpPeer echo = UdpPeer.echoing();
        WeirProcess weir = startServer(keys(transport, echo))) {
      InetSocketAddress web = address(weir);
      List<UdpPeer> clients = new ArrayList<>();
      try {
        for (int i = 0; i < SESSIONS; i++) {
          clients.add(UdpPeer.open());
        }
        // Twice, so that each session is also found again.
        for (int round = 0; round < 2; round++) {
          for (int i = 0; i < SESSIONS; i += AT_ONCE) {
            exchange(clients.subList(i, i + AT_ONCE), i, round, web);
          }
        }
      } finally {
        clients.forEach(UdpPeer::close);
      }
    }
  }

  private static void exchange(List<UdpPeer> clients, int first, int round, InetSocketAddress web) {
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).send(message(first + i, 2 * round), web);
      clients.get(i).send(message(first + i, 2 * round + 1), web);
    }
    for (int i = 0; i < clients.size(); i++) {
      for (int number = 2 * round; number < 2 * round + 2; number++) {
        assertThat(hash(clients.get(i).receive().bytes()))
            .as("datagram %s of client %s", number, first + i)
            .isEqualTo(hash(message(first + i, number)));
      }
    }
  }

  /** Which says whose and which it is, so that no two are the same. */
  private static byte[] message(int client, int number) {
    byte[] bytes = bytes(new Random(31L * client + number), 8 + client % 1400);
    ByteBuffer.wrap(bytes).putInt(client).putInt(number);
    return bytes;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String keys(String transport, UdpPeer backend) {
    return "protocol = udp, client_idle_timeout = 5m, transport = "
        + transport
        + "\n"
        + staticLines(backend.text());
  }

  private static InetSocketAddress address(WeirProcess weir) throws InterruptedException {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), weir.port("web"));
  }
}
