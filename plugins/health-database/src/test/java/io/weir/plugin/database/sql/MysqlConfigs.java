package io.weir.plugin.database.sql;

import io.weir.api.config.Secret;
import io.weir.plugin.database.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configurations of tests. */
public final class MysqlConfigs {
  static final String USER = "checker";
  static final String PASSWORD = "not-to-be-seen";

  private MysqlConfigs() {}

  /** Without a user. */
  public static MysqlConfig nobody() {
    return new MysqlConfig(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ReplicationRole.ANY,
        Duration.ZERO,
        Optional.empty(),
        TlsMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static MysqlConfig role(ReplicationRole role) {
    return config(PASSWORD, role, Duration.ZERO, Optional.empty());
  }

  static MysqlConfig lag(Duration maxLag) {
    return config(PASSWORD, ReplicationRole.REPLICA, maxLag, Optional.empty());
  }

  static MysqlConfig query(String query) {
    return config(PASSWORD, ReplicationRole.ANY, Duration.ZERO, Optional.of(query));
  }

  static MysqlConfig password(String password) {
    return config(password, ReplicationRole.ANY, Duration.ZERO, Optional.empty());
  }

  private static MysqlConfig config(
      String password, ReplicationRole role, Duration maxLag, Optional<String> query) {
    return new MysqlConfig(
        Optional.of(USER),
        Optional.of(new Secret(password)),
        Optional.empty(),
        role,
        maxLag,
        query,
        TlsMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static MysqlConfig tls(TlsMode mode, Optional<Path> authorities) {
    return new MysqlConfig(
        Optional.of(USER),
        Optional.of(new Secret(PASSWORD)),
        Optional.empty(),
        ReplicationRole.ANY,
        Duration.ZERO,
        Optional.empty(),
        mode,
        authorities,
        Optional.empty(),
        Optional.empty());
  }
}
