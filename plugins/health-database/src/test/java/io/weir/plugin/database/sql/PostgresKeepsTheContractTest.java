package io.weir.plugin.database.sql;

import io.weir.plugin.database.DatabaseCheckContract;
import io.weir.testkit.backend.TestBackend;

/** The check {@code postgres} without a user. */
class PostgresKeepsTheContractTest extends DatabaseCheckContract {

  PostgresKeepsTheContractTest() {
    super(
        new PostgresCheckFactory(),
        PostgresConfigs.nobody(),
        TestBackend.of(SqlScripts.postgresAsks()),
        TestBackend.of(SqlScripts.postgresRefuses("57P03", "the database system is starting up")));
  }
}
