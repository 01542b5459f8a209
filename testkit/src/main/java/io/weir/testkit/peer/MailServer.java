package io.weir.testkit.peer;

import io.weir.testkit.tls.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exim on loopback, with a spool and a configuration of its own, that takes no mail. Closing it
 * ends it.
 */
public final class MailServer implements AutoCloseable {
  private final PeerProcess process;
  private final Path closed;
  private final int port;

  private MailServer(PeerProcess process, Path closed, int port) {
    this.process = process;
    this.closed = closed;
    this.port = port;
  }

  /** The program; empty if it is not installed (Debian package exim4-daemon-light). */
  public static Optional<Path> program() {
    return PeerProgram.find("exim4");
  }

  /** Starts one without TLS; returns when it listens. */
  public static MailServer start(Path program, Path folder) throws IOException {
    return start(program, folder, PeerProcess.freePort(), "tls_advertise_hosts =");
  }

  /** Starts one that offers STARTTLS. */
  public static MailServer startOfferingTls(Path program, Path folder, PemFiles certificate)
      throws IOException {
    return start(program, folder, PeerProcess.freePort(), tls(certificate));
  }

  /** Starts one that speaks TLS from the first byte on. */
  public static MailServer startOverTls(Path program, Path folder, PemFiles certificate)
      throws IOException {
    int port = PeerProcess.freePort();
    return start(
        program, folder, port, tls(certificate) + "tls_on_connect_ports = %d".formatted(port));
  }

  private static String tls(PemFiles certificate) {
    return "tls_advertise_hosts = *\ntls_certificate = %s\ntls_privatekey = %s\n"
        .formatted(certificate.certificate(), certificate.key());
  }

  private static MailServer start(Path program, Path folder, int port, String tls)
      throws IOException {
    Path closed = folder.resolve("closed");
    // It stays the user that it is started by, also where that is root.
    String config =
        """
        exim_user = %1$s
        exim_group = %2$s
        never_users =
        keep_environment =
        spool_directory = %3$s/spool
        log_file_path = %3$s/%%slog
        pid_file_path = %3$s/pid
        primary_hostname = mail.example
        smtp_banner = mail.example ESMTP
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = %4$d
        %5$s
        acl_smtp_connect = greet
        begin acl
        greet:
          deny condition = ${if exists{%6$s}}
               message = closed for today
          accept
        """
            .formatted(
                Files.getAttribute(folder, "unix:uid"),
                Files.getAttribute(folder, "unix:gid"),
                folder,
                port,
                tls,
                closed);
    Path file = Files.writeString(folder.resolve("exim.conf"), config);
    PeerProcess process =
        PeerProcess.start(
            folder, Map.of(), List.of(program.toString(), "-C", file.toString(), "-bdf"));
    return new MailServer(process.awaitListening(port), closed, port);
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** From now on it greets nobody but with 550. */
  public void refuse() throws IOException {
    Files.createFile(closed);
  }

  /** It greets everybody again. */
  public void accept() throws IOException {
    Files.delete(closed);
  }

  @Override
  public void close() {
    process.close();
  }
}
