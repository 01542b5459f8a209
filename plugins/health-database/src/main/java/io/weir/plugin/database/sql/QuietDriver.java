package io.weir.plugin.database.sql;

import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.util.log.Loggers;

/**
 * The MariaDB driver without its own log. It would have a warning for each error that a server
 * answers with, beside weir's, which has one line for a backend that goes down.
 */
final class QuietDriver {
  private static final Driver DRIVER = quiet();

  private QuietDriver() {}

  static Driver create() {
    return DRIVER;
  }

  private static Driver quiet() {
    // There is no other switch, and its class is the plugin's own: nobody else looks.
    String before = System.setProperty(Loggers.NO_LOGGER_PROPERTY, "true");
    Loggers.init();
    if (before == null) {
      System.clearProperty(Loggers.NO_LOGGER_PROPERTY);
    } else {
      System.setProperty(Loggers.NO_LOGGER_PROPERTY, before);
    }
    return UnlistedDriver.of(new Driver());
  }
}
