package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.UdpPeer;
import io.weir.testkit.peer.NameServer;
import io.weir.testkit.peer.PeerProcess;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** UDP with programs that others wrote: DNS, SIP, iperf3 and syslog. */
@Tag("peer")
class UdpPeersIT extends SystemTest {
  private final List<Process> started = new ArrayList<>();
  private final List<NameServer> nameServers = new ArrayList<>();

  @AfterEach
  void stopPeers() throws InterruptedException {
    nameServers.forEach(NameServer::close);
    started.forEach(Process::destroy);
    for (Process process : started) {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void dnsOverThreeServers() throws Exception {
    Programs.assumeInstalled("named", "bind9");
    Programs.assumeInstalled("dnsperf", "dnsperf");
    String[] backends = new String[3];
    for (int i = 0; i < backends.length; i++) {
      backends[i] = startNamed("named" + i).address();
    }
    Path queries = write("queries", "www.example.test A\nexample.test SOA\nnone.example.test A\n");
    try (WeirProcess weir =
        startServer("protocol = udp, client_idle_timeout = 5s\n" + staticLines(backends))) {
      String port = Integer.toString(weir.port("web"));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() ->
              run("dnsperf", "-s", "127.0.0.1", "-p", port, "-d", queries.toString(), "-n", "1")
                  .matches("(?s).*Queries lost: +0 .*"));
      String result =
          run(
              "dnsperf",
              "-s",
              "127.0.0.1",
              "-p",
              port,
              "-d",
              queries.toString(),
              "-n",
              "2000",
              "-c",
              "20",
              "-q",
              "50");
      assertThat(result)
          .matches("(?s).*Queries completed: +6000 \\(100.00%\\).*Queries lost: +0 .*");
    }
  }

  private NameServer startNamed(String name) throws Exception {
    NameServer server =
        NameServer.start(
            NameServer.program().orElseThrow(),
            Files.createDirectory(folder.resolve(name)),
            Map.of("example.test", "www IN A 192.0.2.2"));
    nameServers.add(server);
    return server;
  }

  @Test
  void callsOverSip() throws Exception {
    Programs.assumeInstalled("sipp", "sip-tester");
    int port = PeerProcess.freePort();
    start("sipp", "-sn", "uas", "-i", "127.0.0.1", "-p", Integer.toString(port), "-nostdin");
    try (WeirProcess weir =
        startServer(
            "protocol = udp, client_idle_timeout = 1m\n" + staticLines("127.0.0.1:" + port))) {
      Path out = folder.resolve("sipp.out");
      Process caller =
          start(
              out,
              "sipp",
              "-sn",
              "uac",
              "127.0.0.1:" + weir.port("web"),
              "-i",
              "127.0.0.1",
              "-m",
              "100",
              "-r",
              "50",
              "-d",
              "100",
              "-nostdin",
              "-timeout",
              "60s");
      assertThat(caller.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(caller.exitValue()).as("every call succeeded: %s", tail(out)).isZero();
    }
  }

  @Test
  void aStreamOfIperf3() throws Exception {
    Programs.assumeInstalled("iperf3", "iperf3");
    int backend = PeerProcess.freePort();
    int port = PeerProcess.freePort();
    start("iperf3", "-s", "-B", "127.0.0.1", "-p", Integer.toString(backend));
    String keys =
        "bind = \"127.0.0.1:" + port + "\"\n" + staticLines("127.0.0.1:" + backend) + "\n";
    // iperf3 agrees on a test over TCP, at the same port.
    try (WeirProcess weir =
        start(
            server(keys + "protocol = udp, udp.receive_buffer = 4MB, client_idle_timeout = 1m")
                + server(keys).replace("servers.web", "servers.control"))) {
      assertThat(weir.isAlive()).isTrue();
      for (String length : List.of("64", "1200", "8000")) {
        String result =
            run(
                "iperf3",
                "-c",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-u",
                "-b",
                "2M",
                "-t",
                "2",
                "-l",
                length,
                "-J");
        JsonNode sum = new JsonMapper().readTree(result).get("end").get("sum");
        assertThat(sum.get("packets").asInt()).as(result).isGreaterThan(20);
        assertThat(sum.get("lost_packets").asInt()).as("%s bytes", length).isZero();
      }
    }
  }

  @Test
  void syslogIsFiredAndForgotten() throws Exception {
    Programs.assumeInstalled("logger", "bsdutils");
    try (UdpPeer a = UdpPeer.open();
        UdpPeer b = UdpPeer.open();
        WeirProcess weir =
            startServer(
                "protocol = udp, udp.max_requests = 1, balance = roundrobin\n"
                    + staticLines(a.text(), b.text()))) {
      Set<String> sent = new TreeSet<>();
      for (int i = 0; i < 20; i++) {
        sent.add("message" + i);
        run(
            "logger",
            "-n",
            "127.0.0.1",
            "-P",
            Integer.toString(weir.port("web")),
            "-d",
            "message" + i);
      }
      Set<String> received = new TreeSet<>();
      for (int i = 0; i < 10; i++) {
        received.add(lastWord(a.receive().text()));
        received.add(lastWord(b.receive().text()));
      }
      assertThat(received).isEqualTo(sent);
    }
  }

  private static String lastWord(String line) {
    return line.strip().substring(line.strip().lastIndexOf(' ') + 1);
  }

  private Process start(String... command) throws IOException {
    return start(folder.resolve(command[0] + started.size() + ".out"), command);
  }

  private Process start(Path out, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    started.add(process);
    return process;
  }

  private String run(String... command) throws Exception {
    Path out = folder.resolve("run.out");
    Process process = start(out, command);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
    return Files.readString(out);
  }

  private static String tail(Path out) throws IOException {
    String text = Files.readString(out);
    return text.substring(Math.max(0, text.length() - 2000));
  }
}
