package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Transparent mode between network namespaces: a client, weir and a backend, each with an address
 * of its own on one bridge. This is the recipe of docs/udp.md.
 */
class UdpTransparentIT extends SystemTest {
  private static final String CLIENT = "10.77.0.2";
  private static final String BACKEND = "10.77.0.3";
  private static final String WEIR = "10.77.0.1";
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

  private final String prefix = "weir" + ProcessHandle.current().pid();
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeNamespaces() throws Exception {
    assumeTrue(
        run("ip", "netns", "add", name("weir")).exitCode() == 0,
        "network namespaces can only be made by root, with iproute2");
    for (String end : List.of("client", "backend")) {
      ip("netns", "add", name(end));
    }
    ip("-n", name("weir"), "link", "add", "br0", "type", "bridge");
    ip("-n", name("weir"), "addr", "add", WEIR + "/24", "dev", "br0");
    ip("-n", name("weir"), "link", "set", "br0", "up");
    ip("-n", name("weir"), "link", "set", "lo", "up");
    attach("client", CLIENT);
    attach("backend", BACKEND);
  }

  private void attach(String end, String address) throws Exception {
    ip(
        "-n",
        name("weir"),
        "link",
        "add",
        end,
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        name(end));
    ip("-n", name("weir"), "link", "set", end, "master", "br0", "up");
    ip("-n", name(end), "addr", "add", address + "/24", "dev", "eth0");
    ip("-n", name(end), "link", "set", "eth0", "up");
  }

  @AfterEach
  void removeNamespaces() throws Exception {
    started.forEach(Process::destroyForcibly);
    for (String end : List.of("client", "backend", "weir")) {
      run("ip", "netns", "del", name(end));
    }
  }

  @Test
  void theBackendSeesTheClientAndAnswersItDirectly() throws Exception {
    write("Peer.java", PEER);
    Process backend = peer("backend", "backend", BACKEND, "9000");
    assertThat(backend.inputReader().readLine()).isEqualTo("ready");
    String routes = routes();
    try (WeirProcess weir =
        command("-c", write("weir.conf", config("client_idle_timeout = 1m")).toString())
            .within("ip", "netns", "exec", name("weir"))
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
    return peer("client", "client", CLIENT, clientPort, WEIR, port).inputReader().readLine();
  }

  private static String expected(String clientPort) {
    return "/" + BACKEND + ":9000 says seen /" + CLIENT + ":" + clientPort;
  }

  private String routes() throws Exception {
    // IPv6 is left out: its link-local addresses come some time after the links do.
    return run("ip", "-4", "-n", name("weir"), "rule").out()
        + run("ip", "-4", "-n", name("weir"), "route", "show", "table", "all").out();
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
        + staticLines(BACKEND + ":9000")
        + "}\n";
  }

  private Process peer(String namespace, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                name(namespace),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                folder.resolve("Peer.java").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private String name(String end) {
    return prefix + end;
  }

  private static void ip(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Ran ran = run(command.toArray(String[]::new));
    assertThat(ran.exitCode()).as("%s: %s", command, ran.out()).isZero();
  }

  private record Ran(int exitCode, String out) {}

  private static Ran run(String... command) throws Exception {
    Path out = Files.createTempFile("ip", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      return new Ran(process.waitFor(), Files.readString(out, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Ran(127, e.toString());
    } finally {
      Files.delete(out);
    }
  }
}
