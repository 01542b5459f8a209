package io.weir.plugin.database.sql;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.plugin.database.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The keys of {@code servers.X.healthcheck} for kind {@code postgres}. */
public record PostgresConfig(
    @Doc(
            "The user that the check logs in as. Left out, a server is healthy that would let users"
                + " log in.")
        Optional<String> postgresUsername,
    @Doc("The user's password.") Optional<Secret> postgresPassword,
    @Doc("The database that the check connects to.") @Default("postgres") String postgresDatabase,
    @Doc(
            "What a healthy server has to be: `primary` takes writes, `replica` follows one. Needs"
                + " a user.")
        @Default("any")
        ReplicationRole postgresRole,
    @Doc(
            "How far a replica may lag behind its primary; 0 means that it does not matter. Only"
                + " with `postgres_role = replica`.")
        @Default("0")
        Duration postgresMaxLag,
    @Doc(
            "A query that has to yield `true`, in the first column of its first row. Needs a user;"
                + " runs in a transaction that is read only.")
        Optional<String> postgresQuery,
    @Doc(
            "Whether TLS is spoken: not at all, with any certificate, or with one that is trusted"
                + " and for the backend's host or `server_name`.")
        @Default("disable")
        TlsMode postgresTls,
    @Doc("A file of CAs in PEM that alone are trusted; the system's CAs if left out.")
        Optional<Path> postgresTlsCacertPath,
    @Doc("A client certificate that is shown to the server: its chain in PEM.")
        Optional<Path> postgresTlsCertPath,
    @Doc("Its private key in PEM, without a password.") Optional<Path> postgresTlsKeyPath) {

  private static final String PREFIX = "postgres_";

  /** Checks what goes together. */
  public PostgresConfig {
    new Login(PREFIX, postgresUsername, postgresPassword)
        .requireFor(postgresRole)
        .requireFor(postgresQuery);
    postgresRole.check(PREFIX, postgresMaxLag);
    if (postgresDatabase.isEmpty()) {
      throw new InvalidConfigException("postgres_database", "the name of a database");
    }
    postgresTls.client(
        PREFIX + "tls_", postgresTlsCacertPath, postgresTlsCertPath, postgresTlsKeyPath);
  }

  Login login() {
    return new Login(PREFIX, postgresUsername, postgresPassword);
  }

  ClientTls clientTls() {
    return postgresTls.client(
        PREFIX + "tls_", postgresTlsCacertPath, postgresTlsCertPath, postgresTlsKeyPath);
  }
}
