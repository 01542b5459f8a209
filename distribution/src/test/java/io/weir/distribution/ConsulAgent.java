package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Consul agent on loopback, with a store of its own and everything denied but to a token.
 */
final class ConsulAgent implements AutoCloseable {
  static final String TOKEN = "7d0d5b52-6f4e-4c1e-9a34-0a2b5a1f8f5e";

  private final Process process;
  private final int http;
  private final int https;
  private final Path authority;
  private final HttpClient client = HttpClient.newHttpClient();

  private ConsulAgent(Process process, int http, int https, Path authority) {
    this.process = process;
    this.http = http;
    this.https = https;
    this.authority = authority;
  }

  /** The program: what system property {@code weir.consul} names, or the first on the PATH. */
  static Optional<Path> program() {
    String named = System.getProperty("weir.consul");
    Stream<Path> candidates =
        named == null
            ? Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "consul"))
            : Stream.of(Path.of(named));
    return candidates.filter(Files::isExecutable).findFirst();
  }

  /** Starts one; returns when it takes keys. */
  static ConsulAgent start(Path program, Path folder) throws Exception {
    run(folder, program.toString(), "tls", "ca", "create");
    run(folder, program.toString(), "tls", "cert", "create", "-server");
    int http = freePort();
    int https = freePort();
    String settings =
        """
        ports { http = %d, https = %d, server = %d, serf_lan = %d, serf_wan = -1, dns = -1, grpc = -1 }
        acl { enabled = true, default_policy = "deny", tokens { initial_management = "%s" } }
        ca_file = "consul-agent-ca.pem"
        cert_file = "dc1-server-consul-0.pem"
        key_file = "dc1-server-consul-0-key.pem"
        """
            .formatted(http, https, freePort(), freePort(), TOKEN);
    Files.writeString(folder.resolve("agent.hcl"), settings);
    Process process =
        new ProcessBuilder(
                program.toString(),
                "agent",
                "-dev",
                "-bind",
                "127.0.0.1",
                "-client",
                "127.0.0.1",
                "-config-file",
                "agent.hcl")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("consul.log").toFile())
            .start();
    ConsulAgent agent =
        new ConsulAgent(process, http, https, folder.resolve("consul-agent-ca.pem"));
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> agent.send("weir/ready", "yes") == 200);
    return agent;
  }

  String address() {
    return "127.0.0.1:" + http;
  }

  String tlsAddress() {
    return "127.0.0.1:" + https;
  }

  /** The file with the CA of its certificate. */
  Path authority() {
    return authority;
  }

  void put(String key, String value) throws Exception {
    assertThat(send(key, value)).isEqualTo(200);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.shutdownNow();
  }

  private int send(String key, String value) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address() + "/v1/kv/" + key))
            .header("X-Consul-Token", TOKEN)
            .PUT(BodyPublishers.ofString(value))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
