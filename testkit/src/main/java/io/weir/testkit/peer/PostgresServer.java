package io.weir.testkit.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL on loopback, where users need a password (SCRAM), but for the one that replicates.
 * Closing it ends it.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String ADMIN = "admin";
  private static final String REPLICATION = "replication_user";
  private static final String DATA = "data";
  private static final Duration TO_ACCEPT = Duration.ofSeconds(60);

  private final Path programs;
  private final PeerFolder folder;
  private final int port;
  private final PeerProcess process;

  private PostgresServer(Path programs, PeerFolder folder, int port, List<String> options)
      throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    List<String> command = new ArrayList<>(List.of(program(programs, "postgres")));
    command.addAll(List.of("-D", folder.file(DATA), "-p", Integer.toString(port)));
    command.addAll(List.of("-k", folder.path().toString(), "-h", "127.0.0.1", "-F"));
    options.forEach(option -> command.addAll(List.of("-c", option)));
    process =
        PeerProcess.start(folder.path(), Map.of(), folder.command(command)).awaitListening(port);
  }

  /** The folder of its programs; empty if it is not installed (Debian package postgresql). */
  public static Optional<Path> programs() {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.comparing(Path::toString));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * Starts a primary with a database {@code postgres}; returns when it accepts connections, which
   * may be before it accepts users.
   *
   * @param options of postgresql.conf, e.g. {@code "max_connections=10"}
   */
  public static PostgresServer start(Path programs, String... options)
      throws IOException, InterruptedException {
    PeerFolder folder = PeerFolder.create();
    folder.run(
        program(programs, "initdb"),
        "--pgdata=" + folder.file(DATA),
        "--username=" + ADMIN,
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "--no-instructions");
    Path access = Path.of(folder.file(DATA), "pg_hba.conf");
    Files.writeString(
        access,
        "host replication %s 127.0.0.1/32 trust\n%s"
            .formatted(REPLICATION, Files.readString(access)));
    PostgresServer server =
        new PostgresServer(programs, folder, PeerProcess.freePort(), List.of(options));
    server.awaitUsers();
    server.sql("CREATE ROLE " + REPLICATION + " LOGIN REPLICATION");
    return server;
  }

  /** Starts a replica of this one, which streams from it. */
  public PostgresServer startReplica(String... options) throws IOException, InterruptedException {
    PeerFolder other = PeerFolder.create();
    other.run(
        program(programs, "pg_basebackup"),
        "--pgdata=" + other.file(DATA),
        "--host=127.0.0.1",
        "--port=" + port,
        "--username=" + REPLICATION,
        "--write-recovery-conf",
        "--checkpoint=fast",
        "--no-sync");
    PostgresServer replica =
        new PostgresServer(programs, other, PeerProcess.freePort(), List.of(options));
    replica.awaitUsers();
    return replica;
  }

  private static String program(Path programs, String name) {
    return programs.resolve(name).toString();
  }

  private void awaitUsers() {
    await().atMost(TO_ACCEPT).ignoreExceptions().until(() -> sql("SELECT 1").equals("1"));
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** Puts a file, such as {@code pg_hba.conf}, where it keeps its data. */
  public void install(String name, String content) throws IOException {
    folder.write(DATA + "/" + name, content);
  }

  /**
   * Runs SQL as its superuser.
   *
   * @return what it yields, the columns of a row with {@code |} between
   */
  public String sql(String statement) throws IOException, InterruptedException {
    return folder
        .run(
            "psql",
            "--host=" + folder.path(),
            "--port=" + port,
            "--username=" + ADMIN,
            "--no-psqlrc",
            "--tuples-only",
            "--no-align",
            "--quiet",
            "--command=" + statement,
            "postgres")
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
            "psql",
            "--no-psqlrc",
            "--tuples-only",
            "--no-align",
            "--command=" + statement,
            "postgresql://%s:%s@127.0.0.1:%d/postgres".formatted(user, password, at))
        .strip();
  }

  /** Makes a primary of a replica. */
  public void promote() throws IOException, InterruptedException {
    sql("SELECT pg_promote()");
  }

  /** Its log. */
  public String log() {
    return process.output();
  }

  /** Ends it at once, whoever is connected. */
  @Override
  public void close() {
    try {
      folder.run(
          program(programs, "pg_ctl"), "stop", "--pgdata=" + folder.file(DATA), "--mode=immediate");
    } catch (IOException _) {
      // It has ended before.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.close();
    folder.close();
  }
}
