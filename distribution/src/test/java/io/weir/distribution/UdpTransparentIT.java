package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Transparent mode between network namespaces: a client, weir and a backend, each with an address
 * of its own on one bridge. This is the recipe of docs/udp.md.
 */
class UdpTransparentIT extends SystemTest {
  private static final String PEER =
      """
      import java.net.*;
      class Peer {
        public static void main(String[] args) throws Exception {
          DatagramSocket socket = new DatagramSocket(
              new InetSocketAddress(args[1], Integer.parseInt(args[2])));
          DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
          if (args[0].equals("backend")) {
            System.out.println("ready");
            while (true) {
              socket.receive(packet);
              byte[] answer = ("seen " + packet.getSocketAddress()).getBytes();
              socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
          }
          socket.setSoTimeout(20_000);
          socket.send(new DatagramPacket(new byte[5], 5,
              new InetSocketAddress(args[3], Integer.parseInt(args[4]))));
          socket.receive(packet);
          System.out.println(packet.getSocketAddress() + " says "
              + new String(packet.getData(), 0, packet.getLength()));
        }
      }
      """;

  private Namespaces namespaces;

  @BeforeEach
  void makeNamespaces() throws Exception {
    namespaces = Namespaces.make();
  }

  @AfterEach
  void removeNamespaces() throws Exception {
    if (namespaces != null) {
      namespaces.close();
    }
  }

  @Test
  void theBackendSeesTheClientAndAnswersItDirectly() throws Exception {
    write("Peer.java", PEER);
    Process backend = peer("backend", "backend", Namespaces.BACKEND, "9000");
    assertThat(backend.inputReader().readLine()).isEqualTo("ready");
    String routes = routes();
    try (WeirProcess weir =
        command("-c", write("weir.conf", config("client_idle_timeout = 1m")).toString())
            .within(namespaces.within("weir"))
            .start()
            .awaitReady()) {
      String port = Integer.toString(weir.port("web"));

      // Twice from one port: the second is the session's, and one more client's.
      assertThat(answer("4711", port)).isEqualTo(expected("4711"));
      assertThat(answer("4711", port)).isEqualTo(expected("4711"));
      assertThat(answer("4712", port)).isEqualTo(expected("4712"));
      assertThat(weir.stop().exitCode()).isZero();
    }
    assertThat(routes()).as("nothing is left in the routing tables").isEqualTo(routes);
  }

  private String answer(String clientPort, String port) throws Exception {
    return peer("client", "client", Namespaces.CLIENT, clientPort, Namespaces.WEIR, port)
        .inputReader()
        .readLine();
  }

  private static String expected(String clientPort) {
    return "/" + Namespaces.BACKEND + ":9000 says seen /" + Namespaces.CLIENT + ":" + clientPort;
  }

  private String routes() throws Exception {
    // IPv6 is left out: its link-local addresses come some time after the links do.
    return namespaces.show("weir", "-4", "rule")
        + namespaces.show("weir", "-4", "route", "show", "table", "all");
  }

  @Test
  void withoutTheCapabilityAStartSaysWhatItNeeds() throws Exception {
    Finished finished =
        command("-c", write("weir.conf", config("client_idle_timeout = 1m")).toString())
            .within("setpriv", "--bounding-set", "-net_admin,-net_raw")
            .run();
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(String.join("\n", finished.err()))
        .contains("servers.web.udp.transparent", "CAP_NET_ADMIN");
  }

  @Test
  void checkTellsWhatTheHostNeeds() throws Exception {
    Finished good =
        command("check", write("weir.conf", config("client_idle_timeout = 1m")).toString()).run();
    assertThat(good.exitCode()).isZero();
    assertThat(good.out())
        .anyMatch(line ->
            line.contains("servers.web.udp.transparent: needs the capability CAP_NET_ADMIN"));

    Finished endless =
        command("check", write("weir.conf", config("backend_idle_timeout = 1m")).toString()).run();
    assertThat(endless.exitCode()).isEqualTo(1);
    assertThat(String.join("\n", endless.err())).contains("answers are not seen");
  }

  private static String config(String keys) {
    return "servers.web { bind = \":0\", protocol = udp, udp.transparent = true, "
        + keys
        + "\n"
        + staticLines(Namespaces.BACKEND + ":9000")
        + "}\n";
  }

  private Process peer(String namespace, String... arguments) throws IOException {
    return namespaces.java(namespace, folder.resolve("Peer.java"), arguments);
  }
}
