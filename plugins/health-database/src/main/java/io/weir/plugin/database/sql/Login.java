package io.weir.plugin.database.sql;

import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import java.util.Optional;
import java.util.Properties;

/**
 * As whom a check logs in.
 *
 * @param prefix what the keys begin with, for messages
 */
record Login(String prefix, Optional<String> username, Optional<Secret> password) {
  /** Whom a check that has no user is. */
  private static final String NOBODY = "weir";

  Login {
    if (username.isEmpty() && password.isPresent()) {
      throw new InvalidConfigException(prefix + "password", "none without " + prefix + "username");
    }
  }

  /** Checks that there is a user where one is needed. */
  Login requireFor(ReplicationRole role) {
    return role == ReplicationRole.ANY ? this : required("role");
  }

  /** The same. */
  Login requireFor(Optional<String> query) {
    return query.isEmpty() ? this : required("query");
  }

  private Login required(String key) {
    if (username.isEmpty()) {
      throw new InvalidConfigException(prefix + "username", "a user, as " + prefix + key + " asks");
    }
    return this;
  }

  /** Whether the server is only asked whether it would let somebody in. */
  boolean isNobody() {
    return username.isEmpty();
  }

  /** What drivers take. */
  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", username.orElse(NOBODY));
    password.ifPresent(secret -> properties.setProperty("password", secret.value()));
    return properties;
  }
}
