package io.weir.testkit.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** nginx on loopback, as a server of HTTP/1.1 and HTTP/2. Closing it ends it. */
public final class WebServer implements AutoCloseable {
  private final PeerProcess process;
  private final int port;

  private WebServer(PeerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The program; empty if it is not installed (Debian package nginx). */
  public static Optional<Path> program() {
    return PeerProgram.find("nginx");
  }

  /**
   * Starts one; returns when it listens.
   *
   * @param listen what stands behind the address in nginx's directive {@code listen}, e.g. {@code
   *     "ssl http2"}; may be empty
   * @param server the other directives of its block {@code server}
   */
  public static WebServer start(Path program, Path folder, String listen, String server)
      throws IOException {
    int port = PeerProcess.freePort();
    // Without a master process it stays the user that it is started by.
    String config =
        """
        daemon off;
        master_process off;
        pid "%1$s/pid";
        error_log stderr warn;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path "%1$s/body";
          proxy_temp_path "%1$s/proxy";
          fastcgi_temp_path "%1$s/fastcgi";
          uwsgi_temp_path "%1$s/uwsgi";
          scgi_temp_path "%1$s/scgi";
          server { listen 127.0.0.1:%2$d %3$s; %4$s }
        }
        """
            .formatted(folder, port, listen, server);
    Path file = Files.writeString(folder.resolve("nginx.conf"), config);
    PeerProcess process =
        PeerProcess.start(
            folder,
            Map.of(),
            List.of(program.toString(), "-p", folder.toString(), "-c", file.toString()));
    return new WebServer(process.awaitListening(port), port);
  }

  /** Its port. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
