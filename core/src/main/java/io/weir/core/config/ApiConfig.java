package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Section {@code api}. */
public record ApiConfig(
    @Doc("Whether it is served.") @Default("false") boolean enabled,
    @Doc("Where it is served.") @Default(":8888") HostPort bind,
    @Doc("Whether browsers may call it from any other site.") @Default("false") boolean cors,
    @Doc("Asks for a name and a password.") Optional<BasicAuth> basicAuth,
    @Doc("Serves HTTPS.") Optional<Tls> tls) {

  /** Section {@code api.basic_auth}. */
  public record BasicAuth(@Doc("The name.") String login, @Doc("The password.") Secret password) {}

  /** Section {@code api.tls}. */
  public record Tls(
      @Doc("The certificate chain, PEM.") Path certPath,
      @Doc("The private key, PEM.") Path keyPath) {}
}
