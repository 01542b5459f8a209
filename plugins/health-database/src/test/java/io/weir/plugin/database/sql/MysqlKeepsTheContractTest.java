package io.weir.plugin.database.sql;

import io.weir.plugin.database.DatabaseCheckContract;
import io.weir.testkit.backend.TestBackend;

/** The check {@code mysql} without a user. */
class MysqlKeepsTheContractTest extends DatabaseCheckContract {

  MysqlKeepsTheContractTest() {
    super(
        new MysqlCheckFactory(),
        MysqlConfigs.nobody(),
        TestBackend.of(SqlScripts.mysqlRefuses(1045, "Access denied")),
        TestBackend.of(SqlScripts.mysqlRefusesAtOnce(1040, "Too many connections")));
  }
}
