package io.weir.plugin.lxd;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import io.weir.api.config.Secret;
import io.weir.plugin.engine.EngineAddress;
import java.nio.file.Path;
import java.util.Optional;

/** The keys of {@code servers.X.discovery} for kind {@code lxd}. */
public record LxdConfig(
    @Doc("Where LXD or Incus listens: `unix:///path` or `https://host:port`.")
        EngineAddress lxdServerAddress,
    @Doc("The name under which the server's certificate is kept in `servercerts`.")
        @Default("local")
        String lxdServerRemoteName,
    @Doc(
            "The trust password, or a trust token, by which weir's certificate becomes trusted once"
                + " over https.")
        Optional<Secret> lxdServerRemotePassword,
    @Doc(
            "The folder with `client.crt` and `client.key` for https, and `servercerts`; left out"
                + " `$HOME/.config/lxc`.")
        Optional<Path> lxdConfigDirectory,
    @Doc("Whether the client's certificate is made if there is none.") @Default("false")
        boolean lxdGenerateClientCerts,
    @Doc(
            "Whether the certificate that the server shows at first is accepted and kept. Otherwise"
                + " it has to be kept already, or be one that the system trusts.")
        @Default("false")
        boolean lxdAcceptServerCert,
    @Doc("The key that instances have to have in their configuration; empty means any instance.")
        @Default("")
        String lxdContainerLabelKey,
    @Doc("The value that it has to have; empty means any.") @Default("")
        String lxdContainerLabelValue,
    @Doc("The backends' port, where `lxd_container_port_key` says nothing.") @Default("0")
        int lxdContainerPort,
    @Doc("The key that holds an instance's own port; empty means none.") @Default("")
        String lxdContainerPortKey,
    @Doc("The interface whose address is taken, where `lxd_container_interface_key` says nothing.")
        @Default("eth0")
        String lxdContainerInterface,
    @Doc("The key that holds an instance's own interface; empty means none.") @Default("")
        String lxdContainerInterfaceKey,
    @Doc("The key that holds the server name that an instance is for; empty means none.")
        @Default("")
        String lxdContainerSniKey,
    @Doc("Which addresses are taken: `IPv4` or `IPv6`.") @Default("IPv4")
        AddressType lxdContainerAddressType) {

  /** Checks the address and the port. */
  public LxdConfig {
    if (lxdServerAddress.socket().isEmpty() && !lxdServerAddress.isHttps()) {
      throw new InvalidConfigException("lxd_server_address", "unix:///path or https://host:port");
    }
    if (lxdContainerPort < 0
        || lxdContainerPort > 65535
        || (lxdContainerPort == 0 && lxdContainerPortKey.isEmpty())) {
      throw new InvalidConfigException(
          "lxd_container_port", "a port from 1 to 65535, or lxd_container_port_key");
    }
    if (!lxdServerRemoteName.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new InvalidConfigException(
          "lxd_server_remote_name", "a name of letters, digits, dots and dashes");
    }
  }

  /** The folder of certificates. */
  Path folder() {
    return lxdConfigDirectory.orElseGet(
        () -> Path.of(System.getProperty("user.home"), ".config", "lxc"));
  }
}
