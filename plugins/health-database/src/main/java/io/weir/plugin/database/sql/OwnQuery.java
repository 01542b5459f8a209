package io.weir.plugin.database.sql;

import io.weir.api.health.HealthResult;
import io.weir.api.text.Excerpt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator's own query says. */
final class OwnQuery {
  private static final Set<String> TRUE = Set.of("t", "true", "1");

  private OwnQuery() {}

  /** Runs it where it can change nothing. */
  static HealthResult run(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("START TRANSACTION READ ONLY");
      statement.setMaxRows(1);
      if (!statement.execute(query)) {
        return HealthResult.unhealthy("the query yields no rows (expected: true)");
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next()
            ? judge(rows.getString(1))
            : HealthResult.unhealthy("the query yields no row (expected: true)");
      }
    }
  }

  private static HealthResult judge(@Nullable String value) {
    return value != null && TRUE.contains(value.toLowerCase(Locale.ROOT))
        ? HealthResult.healthy()
        : HealthResult.unhealthy(
            "the query yields \"" + Excerpt.of(String.valueOf(value)) + "\" (expected: true)");
  }
}
