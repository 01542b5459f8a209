package io.weir.plugin.database.sql;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;

/**
 * A driver that JDBC does not know. Drivers enter themselves in its list, which belongs to the
 * whole process, when their class is loaded; the list would keep the plugin's classes after weir
 * has let go of them. Nobody looks for them there.
 */
final class UnlistedDriver {
  private UnlistedDriver() {}

  /** Takes it out of the list, and all others of this plugin: JDBC looks for all there are. */
  static <D extends Driver> D of(D driver) {
    ClassLoader own = UnlistedDriver.class.getClassLoader();
    for (Driver listed : Collections.list(DriverManager.getDrivers())) {
      if (own.equals(listed.getClass().getClassLoader())) {
        takeOut(listed);
      }
    }
    return driver;
  }

  private static void takeOut(Driver listed) {
    try {
      DriverManager.deregisterDriver(listed);
    } catch (SQLException e) {
      throw new IllegalStateException(listed.getClass().getName() + " stays in the list", e);
    }
  }
}
