package io.weir.plugin.consul.store;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.plugin.consul.client.ConsulAccess;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of {@code acme.store} for kind {@code consul}. */
public record ConsulStoreConfig(
    @Doc("Where the HTTP API of a Consul agent or server is: `http://host:port` or `https://...`.")
        @Default("http://127.0.0.1:8500")
        HttpUrl address,
    @Doc("What the keys of the entries begin with, without a slash at either end.")
        @Default("weir/certificates")
        String prefix,
    @Doc("An ACL token that may write keys with the prefix, and sessions.") Optional<Secret> token,
    @Doc("The datacenter whose key-value store it is; the agent's own if left out.")
        Optional<String> datacenter,
    @Doc("A file of CAs in PEM that alone are trusted; the system's CAs if left out.")
        Optional<Path> tlsCacertPath,
    @Doc("A client certificate that is shown to Consul: its chain in PEM.")
        Optional<Path> tlsCertPath,
    @Doc("Its private key in PEM, without a password.") Optional<Path> tlsKeyPath) {

  /** No part is empty: Consul's HTTP server would take it out of the path. */
  private static final Pattern PREFIX =
      Pattern.compile("(?!\\.{1,2}(/|$))[^/]+(/(?!\\.{1,2}(/|$))[^/]+)*");

  private static final int LONGEST_PREFIX = 200;

  /**
   * Checks the values.
   *
   * @throws InvalidConfigException if one is wrong
   */
  public ConsulStoreConfig {
    String path = address.uri().getPath();
    if (!path.isEmpty() && !path.equals("/")) {
      throw new InvalidConfigException("address", "http://host:port or https://..., and no path");
    }
    if (prefix.length() > LONGEST_PREFIX || !PREFIX.matcher(prefix).matches()) {
      throw new InvalidConfigException("prefix", "a path such as weir/certificates");
    }
    ConsulAccess.checkToken("token", token);
    boolean secure = "https".equalsIgnoreCase(address.uri().getScheme());
    if (!secure && (tlsCacertPath.isPresent() || tlsCertPath.isPresent())) {
      throw new InvalidConfigException("address", "https://... with the keys of TLS");
    }
  }

  ConsulAccess access() {
    return new ConsulAccess(
        address,
        token,
        datacenter,
        Optional.empty(),
        ClientTls.ofKeys("tls_", tlsCacertPath, tlsCertPath, tlsKeyPath));
  }
}
