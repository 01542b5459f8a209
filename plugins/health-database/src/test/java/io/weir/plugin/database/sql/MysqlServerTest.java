package io.weir.plugin.database.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.health.HealthCheck;
import io.weir.plugin.database.Targets;
import io.weir.plugin.database.TlsMode;
import io.weir.testkit.peer.MariaDbServer;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against MariaDB itself. */
@Tag("peer")
@Timeout(180)
class MysqlServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  /** One that the server can read. */
  @TempDir private Path open;

  private TestPluginContext context;
  private Path program;
  private MariaDbServer primary;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> found = MariaDbServer.program();
    assumeTrue(found.isPresent(), "mariadbd is not installed (Debian package mariadb-server)");
    program = found.orElseThrow();
    context = new TestPluginContext(folder);
    primary = MariaDbServer.start(program, "--max-connections=10");
    createUser(primary);
  }

  @AfterEach
  void stop() {
    if (primary != null) {
      primary.close();
    }
    if (context != null) {
      context.close();
    }
  }

  private static void createUser(MariaDbServer server) throws Exception {
    server.sql(
        "SET sql_log_bin = 0; CREATE USER %1$s IDENTIFIED BY '%2$s'; GRANT REPLICA MONITOR ON *.* TO %1$s"
            .formatted(MysqlConfigs.USER, MysqlConfigs.PASSWORD));
  }

  private HealthCheck check(MysqlConfig config) {
    return new MysqlCheckFactory().create(config, context);
  }

  private String finding(MysqlConfig config, MariaDbServer server) {
    return Targets.finding(check(config), Targets.at(server.port()));
  }

  private String finding(ReplicationRole role, MariaDbServer server) {
    return finding(MysqlConfigs.role(role), server);
  }

  private String status(String name) throws Exception {
    return primary.sql("SHOW GLOBAL STATUS LIKE '" + name + "'").split("\t", 2)[1];
  }

  @Test
  void aReplicaThatIsPromotedIsAPrimary() throws Exception {
    try (MariaDbServer replica = MariaDbServer.start(program)) {
      createUser(replica);
      assertThat(finding(ReplicationRole.REPLICA, replica))
          .isEqualTo("has no primary (expected: a replica)");
      replica.follow(primary);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(finding(MysqlConfigs.lag(Duration.ofSeconds(1)), replica))
                  .isEqualTo("healthy"));
      assertThat(finding(ReplicationRole.PRIMARY, primary)).isEqualTo("healthy");
      assertThat(finding(ReplicationRole.PRIMARY, replica))
          .isEqualTo("read_only is on (expected: a primary)");
      assertThat(finding(ReplicationRole.ANY, replica)).isEqualTo("healthy");

      replica.sql("STOP REPLICA SQL_THREAD");
      assertThat(finding(ReplicationRole.REPLICA, replica))
          .isEqualTo("the thread that applies is not running: No");
      replica.sql("START REPLICA; STOP REPLICA IO_THREAD");
      assertThat(finding(ReplicationRole.REPLICA, replica))
          .isEqualTo("the thread that receives is not running: No");

      replica.promote();
      assertThat(finding(ReplicationRole.PRIMARY, replica)).isEqualTo("healthy");
      assertThat(finding(ReplicationRole.REPLICA, replica)).startsWith("has no primary");
    }
  }

  @Test
  void aReplicaThatIsLeftBehindLags() throws Exception {
    try (MariaDbServer replica = MariaDbServer.start(program)) {
      createUser(replica);
      replica.follow(primary);
      replica.sql("STOP REPLICA; CHANGE MASTER TO master_delay = 3600; START REPLICA");
      MysqlConfig oneSecond = MysqlConfigs.lag(Duration.ofSeconds(1));
      await().atMost(PATIENCE).until(() -> finding(oneSecond, replica).equals("healthy"));
      primary.sql("CREATE DATABASE late");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(finding(oneSecond, replica))
                  .matches("lags behind its primary: \\d+ s \\(expected: 1 s at most\\)"));
      assertThat(finding(ReplicationRole.REPLICA, replica)).isEqualTo("healthy");
    }
  }

  @Test
  void nothingIsLeftOfAConnection() throws Exception {
    String connects = status("Aborted_connects");
    String clients = status("Aborted_clients");
    for (int i = 0; i < 20; i++) {
      assertThat(finding(ReplicationRole.PRIMARY, primary)).isEqualTo("healthy");
    }

    assertThat(status("Aborted_connects")).isEqualTo(connects);
    assertThat(status("Aborted_clients")).isEqualTo(clients);
    await()
        .atMost(PATIENCE)
        .until(() ->
            primary
                .sql("SELECT count(*) FROM information_schema.processlist WHERE user = 'checker'")
                .equals("0"));
  }

  @Test
  void withoutAUserItIsEnoughThatItAsksForOne() throws Exception {
    String preauth = status("Aborted_connects_preauth");
    for (int i = 0; i < 20; i++) {
      assertThat(finding(MysqlConfigs.nobody(), primary)).isEqualTo("healthy");
    }

    assertThat(status("Access_denied_errors")).isEqualTo("20");
    // Those that end before they say who they are count for max_connect_errors.
    assertThat(status("Aborted_connects_preauth")).isEqualTo(preauth);
  }

  @Test
  void whyNobodyIsLetInIsTold() throws Exception {
    assertThat(finding(MysqlConfigs.password("another-secret"), primary))
        .isEqualTo("Access denied for user 'checker'@'127.0.0.1' (using password: YES)");
    try (var clients = new Clients()) {
      for (int i = 0; i < 12; i++) {
        clients.connect(primary.port());
      }
      await()
          .atMost(PATIENCE)
          .until(() -> finding(ReplicationRole.ANY, primary).equals("Too many connections"));
      assertThat(finding(MysqlConfigs.nobody(), primary)).isEqualTo("Too many connections");
    }
  }

  @Test
  void ownQueriesHaveToYieldTrue() throws Exception {
    assertThat(finding(MysqlConfigs.query("SELECT 1 < 2"), primary)).isEqualTo("healthy");
    assertThat(finding(MysqlConfigs.query("SELECT 0"), primary))
        .isEqualTo("the query yields \"0\" (expected: true)");
    assertThat(finding(MysqlConfigs.query("SET @x = 1"), primary))
        .isEqualTo("the query yields no rows (expected: true)");
    assertThat(finding(MysqlConfigs.query("SELEC 1"), primary))
        .startsWith("You have an error in your SQL syntax");
    assertThat(finding(MysqlConfigs.query("SELECT repeat('x', 5000000)"), primary))
        .isEqualTo("more than 2097152 bytes come as an answer");
  }

  @Test
  void certificatesAreVerifiedForTheServersName() throws Exception {
    assertThat(finding(MysqlConfigs.tls(TlsMode.REQUIRE, Optional.empty()), primary))
        .isEqualTo("Trying to connect with ssl, but ssl not enabled in the server");
    TestAuthority authority = TestAuthority.create();
    Path root = authority.writeRoot(folder);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    PemFiles files = TestAuthority.write(open, "db", authority.issue("db.example.org"));
    try (MariaDbServer server =
        MariaDbServer.start(
            program, "--ssl-cert=" + files.certificate(), "--ssl-key=" + files.key())) {
      createUser(server);
      HealthCheck verifying = check(MysqlConfigs.tls(TlsMode.VERIFY, Optional.of(root)));

      assertThat(
              Targets.finding(verifying, Targets.named("db.example.org", PATIENCE, server.port())))
          .isEqualTo("healthy");
      assertThat(
              Targets.finding(
                  verifying, Targets.named("other.example.org", PATIENCE, server.port())))
          .contains("No subject alternative DNS name matching other.example.org");
      assertThat(finding(MysqlConfigs.tls(TlsMode.VERIFY, Optional.empty()), server))
          .contains("PKIX path building failed");
      assertThat(finding(MysqlConfigs.tls(TlsMode.REQUIRE, Optional.empty()), server))
          .isEqualTo("healthy");
    }
  }
}
