package io.weir.app.api;

import io.weir.app.http.Authenticator;
import io.weir.app.http.Credentials;
import io.weir.app.http.Scope;
import io.weir.core.config.ApiConfig;
import io.weir.core.config.PasswordHash;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who may call, as section {@code api} says. */
final class ApiAccess {
  private ApiAccess() {}

  static Authenticator of(ApiConfig config) {
    if (!config.asksForCredentials()) {
      return Authenticator.OPEN;
    }
    List<Credentials.Token> tokens = new ArrayList<>();
    config.tokens().values().forEach(token -> tokens.add(token(token)));
    return new Credentials(config.basicAuth().map(ApiAccess::login).orElse(null), tokens);
  }

  /** Whether everybody who reaches the machine could do everything. */
  static boolean isWideOpen(ApiConfig config) {
    return !config.asksForCredentials() && !isLoopback(config.bind().host());
  }

  private static boolean isLoopback(String host) {
    try {
      return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Credentials.Login login(ApiConfig.BasicAuth auth) {
    return new Credentials.Login(
        auth.login(),
        auth.password()
            .<Credentials.Password>map(secret -> new Credentials.Plain(secret.value()))
            .orElseGet(() ->
                new Credentials.Hashed(
                    PasswordHash.parse(auth.passwordHash().orElseThrow().value()))));
  }

  private static Credentials.Token token(ApiConfig.Token token) {
    Scope scope =
        switch (token.scope()) {
          case READ -> Scope.READ;
          case WRITE -> Scope.WRITE;
        };
    return token
        .token()
        .map(secret -> Credentials.Token.of(secret.value(), scope))
        .orElseGet(() ->
            new Credentials.Token(
                token.tokenSha256().orElseThrow().value().toLowerCase(Locale.ROOT), scope));
  }
}
