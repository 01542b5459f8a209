package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.ResidentMemory;
import io.weir.testkit.process.WeirProcess;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Datagrams from addresses that are not their sender's, over a link between network namespaces,
 * while sessions of others go on.
 */
@Timeout(300)
class UdpSpoofedFloodIT extends SystemTest {
  private static final int SESSIONS = 200;
  private static final int FORGED = 60_000;
  private static final String FORGED_NETWORK = "198.18.0.0/15";

  private static final String PEERS =
      """
      import java.net.*;
      import java.util.*;
      class Peers {
        public static void main(String[] args) throws Exception {
          switch (args[0]) {
            case "backend" -> backend(args[1]);
            case "sessions" -> sessions(args[1], address(args[2]), Integer.parseInt(args[3]));
            default -> flood(address(args[1]), Integer.parseInt(args[2]));
          }
        }

        static InetSocketAddress address(String text) {
          int colon = text.lastIndexOf(':');
          return new InetSocketAddress(
              text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }

        static void backend(String host) throws Exception {
          DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 9000));
          DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
          System.out.println("ready");
          while (true) {
            packet.setLength(2000);
            socket.receive(packet);
            socket.send(packet);
          }
        }

        static void sessions(String host, InetSocketAddress to, int count) throws Exception {
          List<DatagramSocket> sockets = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 0));
            socket.setSoTimeout(20_000);
            sockets.add(socket);
            exchange(socket, to, i);
          }
          System.out.println("ready");
          // One exchange after the other until the flood is over.
          int rounds = 0;
          while (System.in.available() == 0) {
            exchange(sockets.get(rounds % count), to, rounds);
            rounds++;
          }
          for (DatagramSocket socket : sockets) {
            exchange(socket, to, rounds++);
          }
          System.out.println("undisturbed");
        }

        static void exchange(DatagramSocket socket, InetSocketAddress to, int number)
            throws Exception {
          byte[] bytes = ("number " + number).getBytes();
          socket.send(new DatagramPacket(bytes, bytes.length, to));
          DatagramPacket answer = new DatagramPacket(new byte[2000], 2000);
          socket.receive(answer);
          if (!new String(answer.getData(), 0, answer.getLength()).equals("number " + number)) {
            throw new AssertionError("another answer");
          }
        }

        static void flood(InetSocketAddress to, int count) throws Exception {
          byte[] bytes = "forged".getBytes();
          for (int i = 0; i < count; i++) {
            String from = "198.18." + (i >> 8 & 255) + "." + (i & 255);
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
              socket.send(new DatagramPacket(bytes, bytes.length, to));
            }
          }
          System.out.println("sent");
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"linux", "channel"})
  void disturbsNoSessionAndCostsNoMemory(String transport) throws Exception {
    Path peers = write("Peers.java", PEERS);
    try (Namespaces namespaces = Namespaces.make()) {
      // Whatever is sent from there is as good as an own address to the client's system.
      namespaces.in("client", "route", "add", "local", FORGED_NETWORK, "dev", "lo");
      namespaces.in("weir", "route", "add", FORGED_NETWORK, "via", Namespaces.CLIENT);
      Process backend = namespaces.java("backend", peers, "backend", Namespaces.BACKEND);
      assertThat(backend.inputReader().readLine()).isEqualTo("ready");
      try (WeirProcess weir =
          command("-c", write("weir.conf", config(transport)).toString())
              .within(namespaces.within("weir"))
              .start()
              .awaitReady()) {
        String web = Namespaces.WEIR + ":" + weir.port("web");
        Process sessions =
            namespaces.java(
                "client", peers, "sessions", Namespaces.CLIENT, web, String.valueOf(SESSIONS));
        BufferedReader said = sessions.inputReader();
        assertThat(said.readLine()).isEqualTo("ready");
        flood(namespaces, peers, web, FORGED / 10);
        long before = ResidentMemory.kib(weir.pid());

        flood(namespaces, peers, web, FORGED);

        try (Writer input = sessions.outputWriter()) {
          input.write("over\n");
        }
        assertThat(said.readLine()).isEqualTo("undisturbed");
        assertThat(ResidentMemory.kib(weir.pid())).isLessThan(before + ResidentMemory.LEEWAY_KIB);
      }
    }
  }

  private static void flood(Namespaces namespaces, Path peers, String web, int count)
      throws Exception {
    Process flood = namespaces.java("client", peers, "flood", web, String.valueOf(count));
    assertThat(flood.inputReader().readLine()).isEqualTo("sent");
  }

  private static String config(String transport) {
    return """
    servers.web {
      bind = ":0", protocol = udp, transport = %s
      udp.receive_buffer = 4MB, client_idle_timeout = 10m, max_connections = %d
      %s
    }
    """
        .formatted(transport, SESSIONS, staticLines(Namespaces.BACKEND + ":9000"));
  }
}
