package io.weir.testkit.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * BIND on loopback, the primary of zones that may be changed with a key (RFC 2136, RFC 8945).
 * Closing it ends it.
 */
public final class NameServer implements AutoCloseable {
  /** The name of the key. */
  public static final String KEY_NAME = "weir-key.";

  /** The key in base64, for HMAC-SHA256. */
  public static final String KEY = "c2VjcmV0IG9mIGEgdGVzdCwga25vd24gdG8gZXZlcnlvbmU=";

  private static final Duration TO_LOAD = Duration.ofSeconds(30);
  private static final long FOR_AN_UPDATE_SECONDS = 20;

  private final PeerProcess process;
  private final Path folder;
  private final int port;

  private NameServer(PeerProcess process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** The program; empty if it is not installed (Debian package bind9). */
  public static Optional<Path> program() {
    return PeerProgram.find("named");
  }

  /** What {@link #update} runs; empty if it is not installed (Debian package bind9-dnsutils). */
  public static Optional<Path> updateProgram() {
    return PeerProgram.find("nsupdate");
  }

  /**
   * Starts one; returns when it answers.
   *
   * @param zones by name, e.g. {@code "example.org"}, the records beside SOA and NS
   */
  public static NameServer start(Path program, Path folder, Map<String, String> zones)
      throws IOException {
    return start(program, folder, zones, "");
  }

  /** The same with zones that it signs (DNSSEC), soon after it has started. */
  public static NameServer startSigning(Path program, Path folder, Map<String, String> zones)
      throws IOException {
    return start(program, folder, zones, "dnssec-policy default; inline-signing yes;");
  }

  private static NameServer start(
      Path program, Path folder, Map<String, String> zones, String zoneOptions) throws IOException {
    int port = PeerProcess.freePort();
    StringBuilder config =
        new StringBuilder(
            """
            options { directory "%1$s"; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
              recursion no; pid-file "%1$s/pid"; session-keyfile "%1$s/session.key"; notify no;
              key-directory "%1$s"; max-records-per-type 0; };
            controls { };
            key "%3$s" { algorithm hmac-sha256; secret "%4$s"; };
            """
                .formatted(folder, port, KEY_NAME, KEY));
    for (Map.Entry<String, String> zone : zones.entrySet()) {
      String name = zone.getKey();
      Files.writeString(
          folder.resolve(name + ".zone"),
          """
          $TTL 60
          @ IN SOA ns.%1$s. admin.%1$s. 1 60 60 60 60
          @ IN NS ns.%1$s.
          ns IN A 127.0.0.1
          %2$s
          """
              .formatted(name, zone.getValue()));
      config.append(
          """
          zone "%1$s" { type primary; file "%1$s.zone";
            update-policy { grant "%2$s" zonesub TXT A AAAA SRV; }; %3$s };
          """
              .formatted(name, KEY_NAME, zoneOptions));
    }
    Path file = Files.writeString(folder.resolve("named.conf"), config);
    PeerProcess process =
        PeerProcess.start(
            folder, Map.of(), List.of(program.toString(), "-g", "-c", file.toString()));
    PeerProcess listening = process.awaitListening(port);
    // It listens before it has read its zones.
    await().atMost(TO_LOAD).until(() -> listening.output().contains("all zones loaded"));
    return new NameServer(listening, folder, port);
  }

  /** Where it answers, over UDP and TCP, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /**
   * Changes records of its zones, all at once.
   *
   * @param commands as nsupdate(1) takes them, such as {@code "add www.example.org. 60 A
   *     127.0.0.1"}
   * @throws IOException if it refuses
   */
  public void update(String... commands) throws IOException, InterruptedException {
    String script = "server 127.0.0.1 %d\n%s\nsend\n".formatted(port, String.join("\n", commands));
    Path file = Files.writeString(folder.resolve("update"), script);
    Path said = folder.resolve("nsupdate.log");
    Process update =
        new ProcessBuilder(
                updateProgram().orElseThrow().toString(),
                "-y",
                "hmac-sha256:" + KEY_NAME + ":" + KEY,
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!update.waitFor(FOR_AN_UPDATE_SECONDS, TimeUnit.SECONDS) || update.exitValue() != 0) {
      update.destroyForcibly();
      throw new IOException("nsupdate: " + Files.readString(said));
    }
  }

  /** Its log. */
  public String log() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
