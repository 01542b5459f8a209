package io.weir.plugin.database.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.health.HealthCheck;
import io.weir.plugin.database.Targets;
import io.weir.plugin.database.TlsMode;
import io.weir.testkit.peer.PostgresServer;
import io.weir.testkit.plugin.TestPluginContext;
import io.weir.testkit.tls.PemFiles;
import io.weir.testkit.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** Against PostgreSQL itself. */
@Tag("peer")
@Timeout(180)
class PostgresServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private TestPluginContext context;
  private PostgresServer primary;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    assumeTrue(programs.isPresent(), "postgres is not installed (Debian package postgresql)");
    context = new TestPluginContext(folder);
    primary =
        PostgresServer.start(
            programs.orElseThrow(), "max_connections=10", "superuser_reserved_connections=0");
    primary.sql(
        "CREATE ROLE %s LOGIN PASSWORD '%s'"
            .formatted(PostgresConfigs.USER, PostgresConfigs.PASSWORD));
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

  private HealthCheck check(PostgresConfig config) {
    return new PostgresCheckFactory().create(config, context);
  }

  private String finding(PostgresConfig config, PostgresServer server) {
    return Targets.finding(check(config), Targets.at(server.port()));
  }

  private String finding(ReplicationRole role, PostgresServer server) {
    return finding(PostgresConfigs.role(role), server);
  }

  @Test
  void aReplicaThatIsPromotedIsAPrimary() throws Exception {
    try (PostgresServer replica = primary.startReplica()) {
      assertThat(finding(ReplicationRole.PRIMARY, primary)).isEqualTo("healthy");
      assertThat(finding(ReplicationRole.REPLICA, primary))
          .isEqualTo("is not in recovery (expected: a replica)");
      assertThat(finding(ReplicationRole.REPLICA, replica)).isEqualTo("healthy");
      assertThat(finding(ReplicationRole.PRIMARY, replica))
          .isEqualTo("is in recovery (expected: a primary)");
      assertThat(finding(ReplicationRole.ANY, replica)).isEqualTo("healthy");

      replica.promote();

      assertThat(finding(ReplicationRole.PRIMARY, replica)).isEqualTo("healthy");
      assertThat(finding(ReplicationRole.REPLICA, replica)).contains("not in recovery");
    }
  }

  @Test
  void aReplicaThatIsLeftBehindLags() throws Exception {
    try (PostgresServer replica = primary.startReplica()) {
      PostgresConfig oneSecond = PostgresConfigs.lag(Duration.ofSeconds(1));
      await().atMost(PATIENCE).until(() -> finding(oneSecond, replica).equals("healthy"));

      primary.sql("SELECT txid_current()");
      await()
          .atMost(PATIENCE)
          .until(
              () -> replica.sql("SELECT pg_last_xact_replay_timestamp() IS NOT NULL").equals("t"));
      replica.sql("SELECT pg_wal_replay_pause()");
      primary.sql("CREATE TABLE late ()");

      await().atMost(PATIENCE).until(() -> finding(oneSecond, replica).startsWith("lags behind"));
      assertThat(finding(oneSecond, replica))
          .matches("lags behind its primary: \\d+ s \\(expected: 1 s at most\\)");
      assertThat(finding(ReplicationRole.REPLICA, replica)).isEqualTo("healthy");
      replica.sql("SELECT pg_wal_replay_resume()");
      await().atMost(PATIENCE).until(() -> finding(oneSecond, replica).equals("healthy"));
    }
  }

  @Test
  void aPrimaryThatTakesNoWritesIsNone() throws Exception {
    primary.sql("ALTER SYSTEM SET default_transaction_read_only = on");
    primary.sql("SELECT pg_reload_conf()");

    await()
        .atMost(PATIENCE)
        .until(() ->
            finding(ReplicationRole.PRIMARY, primary)
                .equals("default_transaction_read_only is on (expected: a primary)"));
    assertThat(finding(ReplicationRole.ANY, primary)).isEqualTo("healthy");
  }

  @Test
  void whyNobodyIsLetInIsTold() throws Exception {
    assertThat(finding(PostgresConfigs.password("another-secret"), primary))
        .isEqualTo("FATAL: password authentication failed for user \"checker\"");
    primary.sql("ALTER ROLE checker CONNECTION LIMIT 0");
    assertThat(finding(ReplicationRole.ANY, primary))
        .isEqualTo("FATAL: too many connections for role \"checker\"");
    primary.sql("DROP ROLE checker");
    assertThat(finding(ReplicationRole.ANY, primary)).contains("password authentication failed");
    assertThat(primary.log()).doesNotContain(PostgresConfigs.PASSWORD);
  }

  @Test
  void ownQueriesHaveToYieldTrue() throws Exception {
    assertThat(finding(PostgresConfigs.query("SELECT 1 < 2"), primary)).isEqualTo("healthy");
    assertThat(finding(PostgresConfigs.query("SELECT 1 > 2, 'x'"), primary))
        .isEqualTo("the query yields \"f\" (expected: true)");
    assertThat(finding(PostgresConfigs.query("SELECT NULL"), primary))
        .isEqualTo("the query yields \"null\" (expected: true)");
    assertThat(finding(PostgresConfigs.query("SELECT 1 WHERE false"), primary))
        .isEqualTo("the query yields no row (expected: true)");
    assertThat(finding(PostgresConfigs.query("SELEC 1"), primary))
        .startsWith("ERROR: syntax error");
    assertThat(finding(PostgresConfigs.query("CREATE TABLE written ()"), primary))
        .startsWith("ERROR: cannot execute CREATE TABLE in a read-only transaction");
    assertThat(finding(PostgresConfigs.query("SELECT repeat('x', 5000000)"), primary))
        .isEqualTo("more than 2097152 bytes come as an answer");
  }

  @Test
  void withoutAUserItIsEnoughThatItAsksForOne() throws Exception {
    assertThat(finding(PostgresConfigs.nobody(), primary)).isEqualTo("healthy");
    assertThat(primary.log()).as("nothing failed").doesNotContain("FATAL");

    primary.sql("CREATE ROLE weir LOGIN");
    primary.install("pg_hba.conf", "local all all trust\nhost all all all trust\n");
    primary.sql("SELECT pg_reload_conf()");
    await()
        .atMost(PATIENCE)
        .until(() -> finding(PostgresConfigs.nobody(), primary).equals("healthy"));
  }

  @Test
  void oneThatHasNoPlaceIsNotHealthyWithoutAUserEither() throws Exception {
    Deque<Connection> places = new ArrayDeque<>();
    Properties login = new Properties();
    login.setProperty("user", PostgresConfigs.USER);
    login.setProperty("password", PostgresConfigs.PASSWORD);
    try {
      for (int i = 0; i < 10; i++) {
        places.push(
            new Driver()
                .connect("jdbc:postgresql://127.0.0.1:" + primary.port() + "/postgres", login));
      }

      assertThat(finding(PostgresConfigs.nobody(), primary))
          .isEqualTo("FATAL: sorry, too many clients already");
      assertThat(finding(ReplicationRole.PRIMARY, primary))
          .isEqualTo("FATAL: sorry, too many clients already");
    } finally {
      while (!places.isEmpty()) {
        places.pop().close();
      }
    }
  }

  @Test
  void nothingIsLeftOfAConnection() throws Exception {
    for (int i = 0; i < 30; i++) {
      assertThat(finding(ReplicationRole.PRIMARY, primary)).isEqualTo("healthy");
    }

    await()
        .atMost(PATIENCE)
        .until(() ->
            primary
                .sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'checker'")
                .equals("0"));
    assertThat(primary.log()).doesNotContain("unexpected EOF", "could not receive", "reset");
  }

  @Test
  void certificatesAreVerifiedForTheServersName() throws Exception {
    TestAuthority authority = TestAuthority.create();
    Path root = authority.writeRoot(folder);
    HealthCheck verifying = check(PostgresConfigs.tls(TlsMode.VERIFY, Optional.of(root)));
    assertThat(Targets.finding(verifying, Targets.at(primary.port())))
        .isEqualTo("The server does not support SSL.");

    PemFiles files = TestAuthority.write(folder, "server", authority.issue("db.example.org"));
    primary.install("server.crt", Files.readString(files.certificate()));
    primary.install("server.key", Files.readString(files.key()));
    primary.sql("ALTER SYSTEM SET ssl = on");
    primary.sql("SELECT pg_reload_conf()");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    Targets.finding(
                        verifying, Targets.named("db.example.org", PATIENCE, primary.port())))
                .isEqualTo("healthy"));
    assertThat(
            Targets.finding(
                verifying, Targets.named("other.example.org", PATIENCE, primary.port())))
        .contains("No subject alternative DNS name matching other.example.org");
    assertThat(finding(PostgresConfigs.tls(TlsMode.VERIFY, Optional.empty()), primary))
        .contains("PKIX path building failed");
    assertThat(finding(PostgresConfigs.tls(TlsMode.REQUIRE, Optional.empty()), primary))
        .isEqualTo("healthy");
  }
}
