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
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.mariadb.jdbc.Driver;

/** A server is healthy when it lets the user in, answers a ping and is what it is to be. */
final class MysqlCheck implements HealthCheck {
  /** Where the driver believes to connect to; an address, else it would name it in TLS. */
  private static final String URL = "jdbc:mariadb://127.0.0.1/";

  /**
   * ER_DBACCESS_DENIED_ERROR, ER_ACCESS_DENIED_ERROR, ER_NOT_SUPPORTED_AUTH_MODE, and 1045 anew.
   */
  private static final Set<Integer> ASKS_WHO = Set.of(1044, 1045, 1251, 1698);

  private final MysqlConfig config;
  private final Optional<SSLContext> tls;
  private final Driver driver;
  private final Properties properties;

  MysqlCheck(MysqlConfig config, Optional<SSLContext> tls) {
    this.config = config;
    this.tls = tls;
    this.driver = QuietDriver.create();
    this.properties = properties(config);
  }

  private static Properties properties(MysqlConfig config) {
    Properties properties = config.login().properties();
    properties.setProperty("socketFactory", DriverSockets.class.getName());
    properties.setProperty("tlsSocketType", MariaDbTls.TYPE);
    // Anything but "disable" speaks TLS; who is trusted is up to the socket.
    properties.setProperty(
        "sslMode", config.mysqlTls() == TlsMode.DISABLE ? "disable" : "verify-ca");
    // It is this server that is checked, and it gets no files.
    properties.setProperty("permitRedirect", "false");
    properties.setProperty("allowLocalInfile", "false");
    return properties;
  }

  @Override
  public HealthResult check(HealthTarget target) throws IOException {
    return DriverLink.ask(target, tls, "the protocol of MySQL", this::ask);
  }

  private HealthResult ask() throws SQLException {
    try (Connection connection = Objects.requireNonNull(driver.connect(URL, properties))) {
      if (!connection.isValid(0)) {
        return HealthResult.unhealthy("a ping is not answered");
      }
      if (config.mysqlDatabase().isPresent()) {
        connection.setCatalog(config.mysqlDatabase().get());
      }
      HealthResult standing = askStanding(connection);
      return standing.status() == HealthResult.Status.HEALTHY && config.mysqlQuery().isPresent()
          ? OwnQuery.run(connection, config.mysqlQuery().get())
          : standing;
    } catch (SQLException e) {
      if (config.login().isNobody() && ASKS_WHO.contains(e.getErrorCode())) {
        return HealthResult.healthy();
      }
      throw e;
    }
  }

  private HealthResult askStanding(Connection connection) throws SQLException {
    return switch (config.mysqlRole()) {
      case ANY -> HealthResult.healthy();
      case PRIMARY -> checkPrimary(connection);
      case REPLICA -> MysqlReplication.check(connection, config.mysqlMaxLag());
    };
  }

  /** MySQL's super_read_only switches read_only on, too. */
  private static HealthResult checkPrimary(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT @@global.read_only")) {
      String readOnly = rows.next() ? String.valueOf(rows.getString(1)) : "";
      return readOnly.equals("0") || readOnly.equalsIgnoreCase("OFF")
          ? HealthResult.healthy()
          : HealthResult.unhealthy("read_only is on (expected: a primary)");
    }
  }
}
