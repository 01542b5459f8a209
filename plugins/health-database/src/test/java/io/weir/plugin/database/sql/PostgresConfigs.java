package io.weir.plugin.database.sql;

import io.weir.api.config.Secret;
import io.weir.plugin.database.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configurations of tests. */
public final class PostgresConfigs {
  static final String USER = "checker";
  static final String PASSWORD = "not-to-be-seen";

  private PostgresConfigs() {}

  /** Without a user. */
  public static PostgresConfig nobody() {
    return new PostgresConfig(
        Optional.empty(),
        Optional.empty(),
        "postgres",
        ReplicationRole.ANY,
        Duration.ZERO,
        Optional.empty(),
        TlsMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static PostgresConfig role(ReplicationRole role) {
    return config(PASSWORD, role, Duration.ZERO, Optional.empty());
  }

  static PostgresConfig lag(Duration maxLag) {
    return config(PASSWORD, ReplicationRole.REPLICA, maxLag, Optional.empty());
  }

  static PostgresConfig query(String query) {
    return config(PASSWORD, ReplicationRole.ANY, Duration.ZERO, Optional.of(query));
  }

  static PostgresConfig password(String password) {
    return config(password, ReplicationRole.ANY, Duration.ZERO, Optional.empty());
  }

  private static PostgresConfig config(
      String password, ReplicationRole role, Duration maxLag, Optional<String> query) {
    return new PostgresConfig(
        Optional.of(USER),
        Optional.of(new Secret(password)),
        "postgres",
        role,
        maxLag,
        query,
        TlsMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static PostgresConfig tls(TlsMode mode, Optional<Path> authorities) {
    return new PostgresConfig(
        Optional.of(USER),
        Optional.of(new Secret(PASSWORD)),
        "postgres",
        ReplicationRole.ANY,
        Duration.ZERO,
        Optional.empty(),
        mode,
        authorities,
        Optional.empty(),
        Optional.empty());
  }
}
