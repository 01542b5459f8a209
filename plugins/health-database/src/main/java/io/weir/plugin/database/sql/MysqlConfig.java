package io.weir.plugin.database.sql;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.plugin.database.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The keys of {@code servers.X.healthcheck} for kind {@code mysql}. */
public record MysqlConfig(
    @Doc(
            "The user that the check logs in as. Left out, a server is healthy that would let users"
                + " log in.")
        Optional<String> mysqlUsername,
    @Doc("The user's password; left out, one without.") Optional<Secret> mysqlPassword,
    @Doc("The database that the check uses; left out, none.") Optional<String> mysqlDatabase,
    @Doc(
            "What a healthy server has to be: `primary` takes writes, `replica` follows one. Needs"
                + " a user.")
        @Default("any")
        ReplicationRole mysqlRole,
    @Doc(
            "How far a replica may lag behind its primary; 0 means that it does not matter. Only"
                + " with `mysql_role = replica`.")
        @Default("0")
        Duration mysqlMaxLag,
    @Doc(
            "A query that has to yield `true` or 1, in the first column of its first row. Needs a"
                + " user; runs in a transaction that is read only.")
        Optional<String> mysqlQuery,
    @Doc(
            "Whether TLS is spoken: not at all, with any certificate, or with one that is trusted"
                + " and for the backend's host or `server_name`.")
        @Default("disable")
        TlsMode mysqlTls,
    @Doc("A file of CAs in PEM that alone are trusted; the system's CAs if left out.")
        Optional<Path> mysqlTlsCacertPath,
    @Doc("A client certificate that is shown to the server: its chain in PEM.")
        Optional<Path> mysqlTlsCertPath,
    @Doc("Its private key in PEM, without a password.") Optional<Path> mysqlTlsKeyPath) {

  private static final String PREFIX = "mysql_";

  /** Checks what goes together. */
  public MysqlConfig {
    new Login(PREFIX, mysqlUsername, mysqlPassword).requireFor(mysqlRole).requireFor(mysqlQuery);
    mysqlRole.check(PREFIX, mysqlMaxLag);
    mysqlTls.client(PREFIX + "tls_", mysqlTlsCacertPath, mysqlTlsCertPath, mysqlTlsKeyPath);
  }

  Login login() {
    return new Login(PREFIX, mysqlUsername, mysqlPassword);
  }

  ClientTls clientTls() {
    return mysqlTls.client(PREFIX + "tls_", mysqlTlsCacertPath, mysqlTlsCertPath, mysqlTlsKeyPath);
  }
}
