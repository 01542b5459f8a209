package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.testkit.peer.MariaDbServer;
import io.weir.testkit.peer.PostgresServer;
import io.weir.testkit.peer.RedisServer;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Databases by the configurations of their pages in the docs: where clients get to when the roles
 * change.
 */
@Tag("peer")
class DatabaseHealthIT extends SystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "weir";
  private static final String PASSWORD = "change-me";

  private WeirProcess startAsOnThePage(String page, int standardPort, int first, int second)
      throws Exception {
    return start(
        DocsPage.named(page)
            .configurations()
            .getFirst()
            .replaceAll("bind = \"127\\.0\\.0\\.1:\\d+\"", "bind = \"127.0.0.1:0\"")
            .replace("10.0.0.1:" + standardPort, "127.0.0.1:" + first)
            .replace("10.0.0.2:" + standardPort, "127.0.0.1:" + second));
  }

  /** Asks through weir until the server of a port answers; while none is healthy it fails. */
  private static void awaitAnswer(int port, Callable<String> question) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> question.call().equals(Integer.toString(port)));
  }

  @Test
  void redisIsReachedWhereItsMasterIs() throws Exception {
    Optional<Path> program = RedisServer.program();
    assumeTrue(program.isPresent(), "redis-server is not installed (Debian package redis-server)");
    try (RedisServer a = RedisServer.start(program.orElseThrow());
        RedisServer b = RedisServer.start(program.orElseThrow())) {
      for (RedisServer server : new RedisServer[] {a, b}) {
        server.command("ACL", "SETUSER", USER, "on", ">" + PASSWORD, "+ping", "+role");
      }
      b.follow(a);
      try (WeirProcess weir = startAsOnThePage("health-redis.md", 6379, a.port(), b.port())) {
        int redis = weir.port("redis");
        Callable<String> question =
            () -> a.command(redis, "CONFIG", "GET", "port").lines().toList().getLast();
        awaitAnswer(a.port(), question);

        b.promote();
        a.follow(b);

        awaitAnswer(b.port(), question);
        assertThat(weir.err()).noneMatch(line -> line.contains(PASSWORD));
      }
    }
  }

  @Test
  void postgresIsReachedWhereItsPrimaryIs() throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    assumeTrue(programs.isPresent(), "postgres is not installed (Debian package postgresql)");
    try (PostgresServer a = PostgresServer.start(programs.orElseThrow())) {
      a.sql("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
      try (PostgresServer b = a.startReplica();
          WeirProcess weir = startAsOnThePage("health-postgres.md", 5432, a.port(), b.port())) {
        int writes = weir.port("writes");
        int reads = weir.port("reads");
        awaitAnswer(a.port(), () -> b.sql(writes, USER, PASSWORD, "SHOW port"));
        awaitAnswer(b.port(), () -> b.sql(reads, USER, PASSWORD, "SHOW port"));

        a.close();
        b.promote();

        awaitAnswer(b.port(), () -> b.sql(writes, USER, PASSWORD, "SHOW port"));
        assertThat(weir.err()).noneMatch(line -> line.contains(PASSWORD));
      }
    }
  }

  @Test
  void mysqlIsReachedWhereItsPrimaryIs() throws Exception {
    Optional<Path> program = MariaDbServer.program();
    assumeTrue(program.isPresent(), "mariadbd is not installed (Debian package mariadb-server)");
    try (MariaDbServer a = MariaDbServer.start(program.orElseThrow());
        MariaDbServer b = MariaDbServer.start(program.orElseThrow())) {
      for (MariaDbServer server : new MariaDbServer[] {a, b}) {
        server.sql(
            "SET sql_log_bin = 0; CREATE USER %1$s IDENTIFIED BY '%2$s'; GRANT REPLICA MONITOR ON *.* TO %1$s"
                .formatted(USER, PASSWORD));
      }
      b.follow(a);
      try (WeirProcess weir = startAsOnThePage("health-mysql.md", 3306, a.port(), b.port())) {
        int writes = weir.port("writes");
        int reads = weir.port("reads");
        awaitAnswer(a.port(), () -> b.sql(writes, USER, PASSWORD, "SELECT @@port"));
        awaitAnswer(b.port(), () -> b.sql(reads, USER, PASSWORD, "SELECT @@port"));

        a.sql("SET GLOBAL read_only = 1");
        b.promote();

        awaitAnswer(b.port(), () -> b.sql(writes, USER, PASSWORD, "SELECT @@port"));
        assertThat(weir.err()).noneMatch(line -> line.contains(PASSWORD));
      }
    }
  }
}
