package io.weir.plugin.database.redis;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.plugin.database.TlsMode;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of {@code servers.X.healthcheck} for kind {@code redis}. */
public record RedisConfig(
    @Doc("What a healthy server has to be; a replica, with its link to the master up.")
        @Default("any")
        Role redisRole,
    @Doc("The user of Redis' ACL that the check is; left out, the default user.")
        Optional<String> redisUsername,
    @Doc("The user's password; left out, the check does not authenticate itself.")
        Optional<Secret> redisPassword,
    @Doc(
            "Whether TLS is spoken: not at all, with any certificate, or with one that is trusted"
                + " and for the backend's host or `server_name`.")
        @Default("disable")
        TlsMode redisTls,
    @Doc("A file of CAs in PEM that alone are trusted; the system's CAs if left out.")
        Optional<Path> redisTlsCacertPath,
    @Doc("A client certificate that is shown to the server: its chain in PEM.")
        Optional<Path> redisTlsCertPath,
    @Doc("Its private key in PEM, without a password.") Optional<Path> redisTlsKeyPath) {

  /** What a server is to its fellows. */
  public enum Role {
    /** It does not matter. */
    ANY,
    /** It takes writes. */
    MASTER,
    /** It follows a master. */
    REPLICA
  }

  /** Checks what goes together. */
  public RedisConfig {
    if (redisUsername.isPresent() && redisPassword.isEmpty()) {
      throw new InvalidConfigException("redis_username", "none without redis_password");
    }
    clientTls(redisTls, redisTlsCacertPath, redisTlsCertPath, redisTlsKeyPath);
  }

  ClientTls clientTls() {
    return clientTls(redisTls, redisTlsCacertPath, redisTlsCertPath, redisTlsKeyPath);
  }

  private static ClientTls clientTls(
      TlsMode mode, Optional<Path> cacertPath, Optional<Path> certPath, Optional<Path> keyPath) {
    return mode.client("redis_tls_", cacertPath, certPath, keyPath);
  }
}
