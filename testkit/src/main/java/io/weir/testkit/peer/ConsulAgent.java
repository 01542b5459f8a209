package io.weir.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Consul agent on loopback, with a store of its own and everything denied but to a token.
 */
public final class ConsulAgent implements AutoCloseable {
  /** The token that may do everything. */
  public static final String TOKEN = "7d0d5b52-6f4e-4c1e-9a34-0a2b5a1f8f5e";

  private static final Pattern ID = Pattern.compile("\"ID\":\\s*\"([^\"]+)\"");
  private static final Pattern SECRET = Pattern.compile("\"SecretID\":\\s*\"([^\"]+)\"");

  private final PeerProcess process;
  private final int http;
  private final int https;
  private final Path authority;
  private final HttpClient client = HttpClient.newHttpClient();

  private ConsulAgent(PeerProcess process, int http, int https, Path authority) {
    this.process = process;
    this.http = http;
    this.https = https;
    this.authority = authority;
  }

  /** The program; empty if it is not installed. */
  public static Optional<Path> program() {
    return PeerProgram.find("consul", "consul-1.12.9");
  }

  /**
   * Starts the one that is installed; returns when it takes keys. Where none is, the test is
   * skipped with that reason.
   */
  public static ConsulAgent startOrSkip(Path folder) throws Exception {
    Optional<Path> program = program();
    assumeTrue(
        program.isPresent(), "no consul on the PATH, and system property weir.consul names none");
    return start(program.orElseThrow(), folder);
  }

  /** Starts one; returns when it takes keys. */
  public static ConsulAgent start(Path program, Path folder) throws Exception {
    run(folder, program.toString(), "tls", "ca", "create");
    run(folder, program.toString(), "tls", "cert", "create", "-server");
    int http = PeerProcess.freePort();
    int https = PeerProcess.freePort();
    String settings =
        """
        ports { http = %d, https = %d, server = %d, serf_lan = %d, serf_wan = -1, dns = -1, grpc = -1 }
        acl { enabled = true, default_policy = "deny", tokens { initial_management = "%s" } }
        ca_file = "consul-agent-ca.pem"
        cert_file = "dc1-server-consul-0.pem"
        key_file = "dc1-server-consul-0-key.pem"
        """
            .formatted(http, https, PeerProcess.freePort(), PeerProcess.freePort(), TOKEN);
    Files.writeString(folder.resolve("agent.hcl"), settings);
    PeerProcess process =
        PeerProcess.start(
            folder,
            Map.of(),
            List.of(
                program.toString(),
                "agent",
                "-dev",
                "-bind",
                "127.0.0.1",
                "-client",
                "127.0.0.1",
                "-config-file",
                "agent.hcl"));
    ConsulAgent agent =
        new ConsulAgent(process, http, https, folder.resolve("consul-agent-ca.pem"));
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> agent.send("weir/ready", "yes") == 200);
    return agent;
  }

  /** Where it speaks plain HTTP, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + http;
  }

  /** Where it speaks HTTPS, {@code host:port}. */
  public String tlsAddress() {
    return "127.0.0.1:" + https;
  }

  /** The file with the CA of its certificate. */
  public Path authority() {
    return authority;
  }

  /** Writes a key of its store. */
  public void put(String key, String value) throws Exception {
    assertThat(send(key, value)).isEqualTo(200);
  }

  /** Reads a key of its store; empty if there is none. */
  public Optional<String> get(String key) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request("kv/" + key + "?raw").build(), BodyHandlers.ofString());
    return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
  }

  /**
   * Registers an instance of a service.
   *
   * @param definition in JSON, e.g. {@code {"ID": "1", "Name": "web", "Port": 80}}
   */
  public void register(String definition) throws IOException, InterruptedException {
    changed("agent/service/register", definition);
  }

  /** Takes an instance away again. */
  public void deregister(String id) throws IOException, InterruptedException {
    changed("agent/service/deregister/" + id, "");
  }

  /** Has a check fail that waits to be told. */
  public void fail(String check) throws IOException, InterruptedException {
    changed("agent/check/fail/" + check, "");
  }

  private void changed(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = put(path, BodyPublishers.ofString(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** What its API answers to a GET below {@code /v1/}. */
  public String read(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString()).body();
  }

  /** The ids of the sessions there are. */
  public List<String> sessions() throws IOException, InterruptedException {
    return ID.matcher(read("session/list")).results().map(id -> id.group(1)).toList();
  }

  /** Ends every session, as an operator would who forces a lock free. */
  public void destroySessions() throws IOException, InterruptedException {
    for (String session : sessions()) {
      assertThat(put("session/destroy/" + session, BodyPublishers.noBody()).statusCode())
          .isEqualTo(200);
    }
  }

  /**
   * Makes a token that may do what a policy says, and nothing else.
   *
   * @param rules of Consul's ACL system, in HCL
   * @return the token
   */
  public String token(String rules) throws IOException, InterruptedException {
    String name = "policy-" + UUID.randomUUID();
    String quoted = rules.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    String policy = "{\"Name\": \"%s\", \"Rules\": \"%s\"}".formatted(name, quoted);
    String made = put("acl/policy", BodyPublishers.ofString(policy)).body();
    assertThat(made).contains(name);
    String token = "{\"Policies\": [{\"Name\": \"%s\"}]}".formatted(name);
    Matcher secret = SECRET.matcher(put("acl/token", BodyPublishers.ofString(token)).body());
    assertThat(secret.find()).isTrue();
    return secret.group(1);
  }

  @Override
  public void close() {
    process.kill();
    client.shutdownNow();
  }

  private int send(String key, String value) throws IOException, InterruptedException {
    return put("kv/" + key, BodyPublishers.ofString(value)).statusCode();
  }

  private HttpResponse<String> put(String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(request(path).PUT(body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address() + "/v1/" + path))
        .header("X-Consul-Token", TOKEN);
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
