package io.weir.plugin.database.redis;

import io.weir.api.config.Secret;
import io.weir.plugin.database.TlsMode;
import java.nio.file.Path;
import java.util.Optional;

/** Configurations of tests. */
public final class RedisConfigs {
  private RedisConfigs() {}

  /** No more than a PING. */
  public static RedisConfig plain() {
    return role(RedisConfig.Role.ANY);
  }

  static RedisConfig role(RedisConfig.Role role) {
    return config(role, Optional.empty(), Optional.empty());
  }

  static RedisConfig user(String name, String password) {
    return config(RedisConfig.Role.MASTER, Optional.of(name), Optional.of(new Secret(password)));
  }

  static RedisConfig password(String password) {
    return config(RedisConfig.Role.ANY, Optional.empty(), Optional.of(new Secret(password)));
  }

  private static RedisConfig config(
      RedisConfig.Role role, Optional<String> username, Optional<Secret> password) {
    return new RedisConfig(
        role,
        username,
        password,
        TlsMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static RedisConfig tls(TlsMode mode, Optional<Path> authorities) {
    return new RedisConfig(
        RedisConfig.Role.ANY,
        Optional.empty(),
        Optional.empty(),
        mode,
        authorities,
        Optional.empty(),
        Optional.empty());
  }
}
