package io.weir.plugin.database.sql;

import io.weir.api.health.HealthResult;
import io.weir.api.text.Excerpt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a replica's replication is. Servers name the columns as they did in former times, or anew.
 */
final class MysqlReplication {
  private static final int SYNTAX_ERROR = 1064;

  private MysqlReplication() {}

  /**
   * Asks for it.
   *
   * @param maxLag how far it may lag behind; zero means that it does not matter
   */
  static HealthResult check(Connection connection, Duration maxLag) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = status(statement)) {
      if (!rows.next()) {
        return HealthResult.unhealthy("has no primary (expected: a replica)");
      }
      // MySQL has a row for each channel.
      do {
        HealthResult channel = check(row(rows), maxLag);
        if (channel.status() != HealthResult.Status.HEALTHY) {
          return channel;
        }
      } while (rows.next());
      return HealthResult.healthy();
    }
  }

  private static ResultSet status(Statement statement) throws SQLException {
    try {
      return statement.executeQuery("SHOW REPLICA STATUS");
    } catch (SQLException e) {
      if (e.getErrorCode() != SYNTAX_ERROR) {
        throw e;
      }
      // MariaDB before 10.5, MySQL before 8.0.22.
      return statement.executeQuery("SHOW SLAVE STATUS");
    }
  }

  private static Map<String, String> row(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    Map<String, String> row = new HashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String value = rows.getString(i);
      if (value != null) {
        String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
        row.put(name.replace("slave", "replica").replace("master", "source"), value);
      }
    }
    return row;
  }

  private static HealthResult check(Map<String, String> row, Duration maxLag) {
    String io = row.getOrDefault("replica_io_running", "");
    String sql = row.getOrDefault("replica_sql_running", "");
    if (!io.equals("Yes")) {
      return notRunning("receives", io, row.getOrDefault("last_io_error", ""));
    }
    if (!sql.equals("Yes")) {
      return notRunning("applies", sql, row.getOrDefault("last_sql_error", ""));
    }
    String lag = row.getOrDefault("seconds_behind_source", "unknown");
    return maxLag.isZero() || isWithin(lag, maxLag)
        ? HealthResult.healthy()
        : HealthResult.unhealthy(
            "lags behind its primary: %s s (expected: %d s at most)"
                .formatted(Excerpt.of(lag), maxLag.toSeconds()));
  }

  private static boolean isWithin(String lag, Duration maxLag) {
    try {
      return Long.parseLong(lag) <= maxLag.toSeconds();
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static HealthResult notRunning(String does, String state, String error) {
    return HealthResult.unhealthy(
        "the thread that %s is not running: %s%s"
            .formatted(
                does, Excerpt.of(state), error.isEmpty() ? "" : " (" + Excerpt.of(error) + ")"));
  }
}
