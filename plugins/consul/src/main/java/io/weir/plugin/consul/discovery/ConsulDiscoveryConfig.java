package io.weir.plugin.consul.discovery;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.HostPort;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Name;
import io.weir.api.config.Secret;
import io.weir.api.web.ClientTls;
import io.weir.plugin.consul.client.ConsulAccess;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of {@code servers.X.discovery} for kind {@code consul}. */
public record ConsulDiscoveryConfig(
    @Doc("Where the HTTP API of a Consul agent or server is.") @Default("127.0.0.1:8500")
        HostPort consulHost,
    @Doc("The service whose instances are the backends.") String consulServiceName,
    @Doc("A tag that instances must have; any will do if left out.")
        Optional<String> consulServiceTag,
    @Doc("Whether instances one of whose checks does not pass are left out.") @Default("false")
        boolean consulServicePassingOnly,
    @Doc("The datacenter in which they are looked for; the agent's own if left out.")
        @Name({"consul_datacenter", "consul_service_datacenter"})
        Optional<String> consulDatacenter,
    @Doc("A user's name, for basic authentication at a proxy before Consul.")
        Optional<String> consulAuthUsername,
    @Doc("The user's password.") Optional<Secret> consulAuthPassword,
    @Doc("An ACL token that may read the service and its nodes.") Optional<Secret> consulAclToken,
    @Doc("Whether Consul is spoken with by https; the other keys of TLS count only then.")
        @Default("false")
        boolean consulTlsEnabled,
    @Doc("A client certificate that is shown to Consul: its chain in PEM.")
        Optional<Path> consulTlsCertPath,
    @Doc("Its private key in PEM, without a password.") Optional<Path> consulTlsKeyPath,
    @Doc("A file of CAs in PEM that alone are trusted; the system's CAs if left out.")
        Optional<Path> consulTlsCacertPath) {

  /**
   * Checks the values; an empty one means the same as one that is left out, as in gobetween's
   * files.
   *
   * @throws InvalidConfigException if one is wrong
   */
  public ConsulDiscoveryConfig {
    if (consulServiceName.isBlank()) {
      throw new InvalidConfigException("consul_service_name", "the name of a service");
    }
    if (consulHost.host().isEmpty()) {
      throw new InvalidConfigException("consul_host", "host:port with a host");
    }
    consulServiceTag = consulServiceTag.filter(tag -> !tag.isEmpty());
    consulAuthUsername = consulAuthUsername.filter(name -> !name.isEmpty());
    consulTlsCertPath = named(consulTlsCertPath);
    consulTlsKeyPath = named(consulTlsKeyPath);
    consulTlsCacertPath = named(consulTlsCacertPath);
    ConsulAccess.checkToken("consul_acl_token", consulAclToken);
  }

  private static Optional<Path> named(Optional<Path> path) {
    return path.filter(file -> !file.toString().isEmpty());
  }

  ConsulAccess access() {
    ClientTls tls =
        consulTlsEnabled
            ? ClientTls.ofKeys(
                "consul_tls_", consulTlsCacertPath, consulTlsCertPath, consulTlsKeyPath)
            : ClientTls.SYSTEM;
    return new ConsulAccess(
        HttpUrl.parse((consulTlsEnabled ? "https://" : "http://") + consulHost),
        consulAclToken,
        consulDatacenter,
        consulAuthUsername.map(
            user -> new ConsulAccess.User(user, consulAuthPassword.orElse(new Secret("")))),
        tls);
  }
}
