package io.weir.testkit.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MariaDB on loopback, which can be the primary or the replica of another one. Closing it ends it.
 */
public final class MariaDbServer implements AutoCloseable {
  private static final String DATA = "data";
  private static final String REPLICATION = "replication_user";

  private final PeerFolder folder;
  private final PeerProcess process;
  private final int port;

  private MariaDbServer(PeerFolder folder, PeerProcess process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** The program; empty if it is not installed (Debian package mariadb-server). */
  public static Optional<Path> program() {
    return PeerProgram.find("mariadbd");
  }

  /**
   * Starts one; returns when it accepts connections.
   *
   * @param options of mariadbd, e.g. {@code "--max-connections=10"}
   */
  public static MariaDbServer start(Path program, String... options)
      throws IOException, InterruptedException {
    PeerFolder folder = PeerFolder.create();
    folder.run(
        "mariadb-install-db",
        "--no-defaults",
        "--datadir=" + folder.file(DATA),
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        "--skip-name-resolve");
    int port = PeerProcess.freePort();
    List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults"));
    command.add("--datadir=" + folder.file(DATA));
    command.add("--socket=" + folder.file("socket"));
    command.add("--pid-file=" + folder.file("pid"));
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + port);
    command.add("--server-id=" + port);
    command.addAll(List.of("--log-bin", "--skip-name-resolve", "--innodb-flush-method=nosync"));
    command.addAll(List.of(options));
    PeerProcess process =
        PeerProcess.start(folder.path(), Map.of(), folder.command(command)).awaitListening(port);
    MariaDbServer server = new MariaDbServer(folder, process, port);
    server.sql(
        "SET sql_log_bin=0; CREATE USER %s@'127.0.0.1'; GRANT REPLICATION SLAVE ON *.* TO %s@'127.0.0.1'"
            .formatted(REPLICATION, REPLICATION));
    return server;
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /**
   * Runs SQL as its superuser.
   *
   * @return what it yields, a tab between the columns of a row
   */
  public String sql(String statement) throws IOException, InterruptedException {
    return folder
        .run(
            "mariadb",
            "--no-defaults",
            "--socket=" + folder.file("socket"),
            "--user=root",
            "--skip-column-names",
            "--batch",
            "--execute=" + statement)
        .strip();
  }

  /**
   * Runs SQL as another user, at a port that leads to some server.
   *
   * @return what it yields
   * @throws IOException if it fails, such as where no server is
   */
  public String sql(int at, String user, String password, String statement)
      throws IOException, InterruptedException {
    return folder
        .run(
            "mariadb",
            "--no-defaults",
            "--host=127.0.0.1",
            "--port=" + at,
            "--user=" + user,
            "--password=" + password,
            "--skip-column-names",
            "--batch",
            "--execute=" + statement)
        .strip();
  }

  /** Has it follow another one from now on, and be read only. */
  public void follow(MariaDbServer primary) throws IOException, InterruptedException {
    sql(
        """
        SET GLOBAL read_only = 1;
        CHANGE MASTER TO master_host = '127.0.0.1', master_port = %d, master_user = '%s',
          master_connect_retry = 1, master_use_gtid = slave_pos;
        START REPLICA
        """
            .formatted(primary.port(), REPLICATION));
  }

  /** Has it follow nobody any more, and take writes. */
  public void promote() throws IOException, InterruptedException {
    sql("STOP REPLICA; RESET REPLICA ALL; SET GLOBAL read_only = 0");
  }

  /** Its log. */
  public String log() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
