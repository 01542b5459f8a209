package io.weir.plugin.database;

import io.weir.api.PluginContext;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.web.ClientTls;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Whether TLS is spoken with a server, and what of it is checked. */
public enum TlsMode {
  /** No TLS. */
  DISABLE,
  /** TLS with whatever certificate. */
  REQUIRE,
  /** TLS with a certificate that is trusted and for the server's name. */
  VERIFY;

  /**
   * Whom a client in this mode trusts and as whom it shows itself.
   *
   * @param prefix what the keys of the files begin with, e.g. {@code "redis_tls_"}
   * @throws InvalidConfigException if a file has no use in this mode, or lacks another
   */
  public ClientTls client(
      String prefix, Optional<Path> cacertPath, Optional<Path> certPath, Optional<Path> keyPath) {
    ClientTls files = ClientTls.ofKeys(prefix, cacertPath, certPath, keyPath);
    if (this != VERIFY) {
      files
          .authorities()
          .ifPresent(file -> {
            throw new InvalidConfigException(
                file.configKey(), "none, as only mode verify looks at the server's certificate");
          });
    }
    if (this == DISABLE) {
      files.requireNoFiles("none, as mode disable speaks no TLS");
    }
    return this == VERIFY ? files : files.unverified();
  }

  /** What TLS is spoken with; empty in mode {@link #DISABLE}. */
  public Optional<SSLContext> context(ClientTls client, PluginContext context) {
    return this == DISABLE ? Optional.empty() : Optional.of(context.clientTls(client));
  }
}
