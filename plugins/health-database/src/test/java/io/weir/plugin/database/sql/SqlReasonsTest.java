package io.weir.plugin.database.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.Secret;
import io.weir.api.health.HealthCheck;
import io.weir.plugin.database.Targets;
import io.weir.plugin.database.TlsMode;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says that is rare with a real one, and what a configuration may not say. */
@Timeout(30)
class SqlReasonsTest {

  private static String finding(HealthCheck check, Behaviour behaviour) {
    try (TestBackend server = TestBackend.of(behaviour)) {
      return Targets.finding(check, Targets.at(server.port()));
    }
  }

  private static String postgres(Behaviour behaviour) {
    return finding(new PostgresCheck(PostgresConfigs.nobody(), Optional.empty()), behaviour);
  }

  private static String mysql(Behaviour behaviour) {
    return finding(new MysqlCheck(MysqlConfigs.nobody(), Optional.empty()), behaviour);
  }

  @ParameterizedTest
  @CsvSource({
    "57P03, the database system is starting up",
    "57P03, the database system is shutting down",
    "53300, 'sorry, too many clients already'",
    "XX000, what"
  })
  void postgresSaysWhyItLetsNobodyIn(String state, String message) {
    assertThat(postgres(SqlScripts.postgresRefuses(state, message))).isEqualTo("FATAL: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "28000, 'no pg_hba.conf entry for host'",
    "28P01, password authentication failed",
    "3D000, 'database \"postgres\" does not exist'"
  })
  void whoIsAskedWhoHeIsHasFoundAServer(String state, String message) {
    Behaviour server = SqlScripts.postgresRefuses(state, message);
    assertThat(postgres(server)).isEqualTo("healthy");
    assertThat(
            finding(
                new PostgresCheck(PostgresConfigs.role(ReplicationRole.ANY), Optional.empty()),
                server))
        .isEqualTo("FATAL: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "1129, 'Host ''10.0.0.1'' is blocked because of many connection errors'",
    "1130, 'Host ''10.0.0.1'' is not allowed to connect'",
    "1040, Too many connections",
    "1053, Server shutdown in progress"
  })
  void mysqlSaysWhyItLetsNobodyIn(int code, String message) {
    assertThat(mysql(SqlScripts.mysqlRefusesAtOnce(code, message))).isEqualTo(message);
    assertThat(mysql(SqlScripts.mysqlRefuses(code, message))).isEqualTo(message);
  }

  @Test
  void mysqlThatAsksWhoHasBeenFound() {
    assertThat(mysql(SqlScripts.mysqlRefuses(1045, "Access denied"))).isEqualTo("healthy");
    assertThat(mysql(SqlScripts.mysqlRefuses(1698, "Access denied"))).isEqualTo("healthy");
  }

  @Test
  void keysThatDoNotGoTogetherAreRefused() {
    assertThatThrownBy(
            () -> config(Optional.empty(), Optional.of(new Secret("x")), ReplicationRole.ANY, 0))
        .hasMessage("mysql_password (expected: none without mysql_username)");
    assertThatThrownBy(() -> config(Optional.empty(), Optional.empty(), ReplicationRole.PRIMARY, 0))
        .hasMessage("mysql_username (expected: a user, as mysql_role asks)");
    assertThatThrownBy(() -> config(Optional.of("u"), Optional.empty(), ReplicationRole.PRIMARY, 5))
        .hasMessage("mysql_max_lag (expected: 0, or at least 1s with mysql_role = replica)");
    assertThatThrownBy(() -> PostgresConfigs.tls(TlsMode.REQUIRE, Optional.of(Path.of("ca.crt"))))
        .hasMessage(
            "postgres_tls_cacert_path (expected: none, as only mode verify looks at the server's"
                + " certificate)");
    assertThat(PostgresConfigs.role(ReplicationRole.ANY).toString())
        .doesNotContain(PostgresConfigs.PASSWORD);
  }

  private static MysqlConfig config(
      Optional<String> username, Optional<Secret> password, ReplicationRole role, int lag) {
    return new MysqlConfig(
        username,
        password,
        Optional.empty(),
        role,
        Duration.ofSeconds(lag),
        Optional.empty(),
        TlsMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
