package io.weir.plugin.database.sql;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.database.TlsMode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A server is healthy when it lets the user in and is what it is to be. */
final class PostgresCheck implements HealthCheck {
  /** Where the driver believes to connect to; a constant, as it remembers each place for ever. */
  private static final String URL = "jdbc:postgresql://target/";

  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String NO_AUTHORIZATION = "28";

  /**
   * The lag is that of what was received, as long as something receives; a replica that has nothing
   * left to replay does not lag behind a primary that writes nothing.
   */
  private static final String STANDING =
      """
      SELECT pg_is_in_recovery(),
        current_setting('default_transaction_read_only')::bool,
        CASE
          WHEN NOT pg_is_in_recovery() THEN 0
          WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
            AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0
          ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp())
        END::float8
      """;

  private final PostgresConfig config;
  private final Optional<SSLContext> tls;
  private final Driver driver = UnlistedDriver.of(new Driver());
  private final Properties properties;

  PostgresCheck(PostgresConfig config, Optional<SSLContext> tls) {
    this.config = config;
    this.tls = tls;
    this.properties = properties(config);
  }

  private static Properties properties(PostgresConfig config) {
    Properties properties = config.login().properties();
    PGProperty.PG_DBNAME.set(properties, config.postgresDatabase());
    PGProperty.APPLICATION_NAME.set(properties, "weir");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
    // One message each way for a query, and what connection poolers understand.
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.SOCKET_FACTORY.set(properties, DriverSockets.class.getName());
    PGProperty.SSL_MODE.set(
        properties, config.postgresTls() == TlsMode.DISABLE ? "disable" : "require");
    PGProperty.SSL_FACTORY.set(properties, PostgresTls.class.getName());
    if (config.postgresPassword().isEmpty()) {
      PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.set(properties, NoPassword.class.getName());
    }
    return properties;
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    return DriverLink.ask(target, tls, "the protocol of PostgreSQL", this::ask);
  }

  private HealthResult ask() throws SQLException {
    try (Connection connection = Objects.requireNonNull(driver.connect(URL, properties))) {
      HealthResult standing =
          config.postgresRole() == ReplicationRole.ANY
              ? HealthResult.healthy()
              : askStanding(connection);
      return standing.status() == HealthResult.Status.HEALTHY && config.postgresQuery().isPresent()
          ? OwnQuery.run(connection, config.postgresQuery().get())
          : standing;
    } catch (SQLException e) {
      if (config.login().isNobody() && asksWho(e)) {
        return HealthResult.healthy();
      }
      throw e;
    }
  }

  /** Whether a server would let somebody in, as pg_isready understands it. */
  private static boolean asksWho(SQLException answer) {
    String state = String.valueOf(answer.getSQLState());
    return answer instanceof NoPassword.AskedException
        || state.startsWith(NO_AUTHORIZATION)
        || state.equals(NO_SUCH_DATABASE);
  }

  private HealthResult askStanding(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STANDING)) {
      if (!rows.next()) {
        return HealthResult.unhealthy("does not say whether it is in recovery");
      }
      boolean inRecovery = rows.getBoolean(1);
      return config.postgresRole() == ReplicationRole.PRIMARY
          ? checkPrimary(inRecovery, rows.getBoolean(2))
          : checkReplica(inRecovery, Optional.ofNullable(rows.getObject(3, Double.class)));
    }
  }

  private static HealthResult checkPrimary(boolean inRecovery, boolean readOnly) {
    if (inRecovery) {
      return HealthResult.unhealthy("is in recovery (expected: a primary)");
    }
    return readOnly
        ? HealthResult.unhealthy("default_transaction_read_only is on (expected: a primary)")
        : HealthResult.healthy();
  }

  private HealthResult checkReplica(boolean inRecovery, Optional<Double> lag) {
    if (!inRecovery) {
      return HealthResult.unhealthy("is not in recovery (expected: a replica)");
    }
    Duration maxLag = config.postgresMaxLag();
    if (maxLag.isZero() || lag.filter(seconds -> seconds <= maxLag.toSeconds()).isPresent()) {
      return HealthResult.healthy();
    }
    String behind = lag.map(seconds -> "%.0f s".formatted(seconds)).orElse("for an unknown time");
    return HealthResult.unhealthy(
        "lags behind its primary: " + behind + " (expected: " + maxLag.toSeconds() + " s at most)");
  }
}
