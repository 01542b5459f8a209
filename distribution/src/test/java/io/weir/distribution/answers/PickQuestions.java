package io.weir.distribution.answers;

import static org.awaitility.Awaitility.await;

import io.weir.api.config.HostPort;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which backend iphash and iphash1 pick, for forty clients and at each way to bind. */
final class PickQuestions extends Interview {
  private static final int CLIENTS = 40;
  private static final int FIRST_PORT = 24101;

  /**
   * Of different lengths, so that their order as text is not their order as numbers. In an order
   * that is neither.
   */
  private static final List<String> BACKENDS =
      List.of(
          "127.45.0.2:24007",
          "127.45.0.10:24007",
          "127.45.0.1:24007",
          "127.45.0.1:24008",
          "127.45.1.1:24007",
          "127.45.0.2:2407",
          "[::1]:24007");

  private static final List<Server> SERVERS = servers();

  /**
   * A server that is asked.
   *
   * @param host what its bind has before the colon
   * @param reachedAt the address that IPv4 clients connect to; empty if they cannot
   */
  private record Server(String balance, String host, int port, String reachedAt) {

    String section() {
      return """
      [servers.server%d]
      bind = "%s:%d"
      balance = "%s"
      [servers.server%1$d.discovery]
      kind = "static"
      static_list = [%s]
      """
          .formatted(
              port,
              host,
              port,
              balance,
              BACKENDS.stream().collect(Collectors.joining("\", \"", "\"", "\"")));
    }

    String question() {
      return balance + ", bind = " + host + ":";
    }

    boolean isReachedByIpv6() {
      return !host.startsWith("127.");
    }
  }

  PickQuestions() {
    super("picks");
  }

  @Override
  String configuration() {
    return SERVERS.stream().map(Server::section).collect(Collectors.joining());
  }

  @Override
  ObjectNode ask(AskedProgram program) {
    List<TestBackend> backends = new ArrayList<>();
    try {
      for (String backend : BACKENDS) {
        backends.add(TestBackend.at(HostPort.parse(backend), Behaviour.greetsAndEchoes(backend)));
      }
      ObjectNode answers = JsonNodeFactory.instance.objectNode();
      for (Server server : SERVERS) {
        answers.set(server.question(), ask(program, server));
      }
      return answers;
    } finally {
      backends.forEach(TestBackend::close);
    }
  }

  private static ObjectNode ask(AskedProgram program, Server server) {
    List<String> clients = new ArrayList<>();
    if (!server.reachedAt().isEmpty()) {
      IntStream.range(0, CLIENTS).mapToObj(PickQuestions::client).forEach(clients::add);
    }
    if (server.isReachedByIpv6()) {
      clients.add("::1");
    }
    ObjectNode picks = JsonNodeFactory.instance.objectNode();
    awaitService(program, server, clients.getFirst());
    for (String client : clients) {
      picks.put(client, pick(server, client));
    }
    return picks;
  }

  /** Until the program is up and has discovered, and no longer. */
  private static void awaitService(AskedProgram program, Server server, String client) {
    await(server.question())
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          program.assertRuns();
          return BACKENDS.contains(pick(server, client));
        });
  }

  private static String pick(Server server, String client) {
    String address = client.equals("::1") ? client : server.reachedAt();
    try (TestClient connection = TestClient.connect(address, server.port(), client)) {
      return connection.readLine();
    } catch (IOException _) {
      return "none";
    }
  }

  /** Spread over 127.0.0.0/8. */
  private static String client(int i) {
    return "127.%d.%d.%d".formatted(i * 37 % 256, i * 91 % 256, 1 + i * 53 % 254);
  }

  private static List<Server> servers() {
    List<Server> servers = new ArrayList<>();
    for (String balance : List.of("iphash", "iphash1")) {
      Stream.of("", "0.0.0.0", "[::]", "127.45.0.250", "[::1]")
          .forEach(host -> {
            String reachedAt =
                switch (host) {
                  case "127.45.0.250" -> host;
                  case "[::1]" -> "";
                  default -> "127.0.0.1";
                };
            servers.add(new Server(balance, host, FIRST_PORT + servers.size(), reachedAt));
          });
    }
    return List.copyOf(servers);
  }
}
