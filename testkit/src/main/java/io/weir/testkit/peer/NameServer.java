package io.weir.testkit.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * BIND on loopback, the primary of zones that may be changed with a key (RFC 2136, RFC 8945).
 * Closing it ends it.
 */
public final class NameServer implements AutoCloseable {
  /** The name of the key. */
  public static final String KEY_NAME = "weir-key.";

  /** The key in base64, for HMAC-SHA256. */
  public static final String KEY = "c2VjcmV0IG9mIGEgdGVzdCwga25vd24gdG8gZXZlcnlvbmU=";

  private final PeerProcess process;
  private final int port;

  private NameServer(PeerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The program; empty if it is not installed (Debian package bind9). */
  public static Optional<Path> program() {
    return PeerProgram.find("named");
  }

  /**
   * Starts one; returns when it answers.
   *
   * @param zones by name, e.g. {@code "example.org"}, the records beside SOA and NS
   */
  public static NameServer start(Path program, Path folder, Map<String, String> zones)
      throws IOException {
    int port = PeerProcess.freePort();
    StringBuilder config =
        new StringBuilder(
            """
            options { directory "%1$s"; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
              recursion no; pid-file "%1$s/pid"; session-keyfile "%1$s/session.key"; notify no; };
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
            update-policy { grant "%2$s" zonesub TXT; }; };
          """
              .formatted(name, KEY_NAME));
    }
    Path file = Files.writeString(folder.resolve("named.conf"), config);
    PeerProcess process =
        PeerProcess.start(
            folder, Map.of(), List.of(program.toString(), "-g", "-c", file.toString()));
    return new NameServer(process.awaitListening(port), port);
  }

  /** Where it answers, over UDP and TCP, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
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
