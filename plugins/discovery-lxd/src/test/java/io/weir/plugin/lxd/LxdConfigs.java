package io.weir.plugin.lxd;

import io.weir.api.config.Secret;
import io.weir.plugin.engine.EngineAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Configurations as tests want them. */
final class LxdConfigs {
  private LxdConfigs() {}

  /** Of a local server, any instance's port 80. */
  static LxdConfig local(String address) {
    return of(address, Optional.empty(), Optional.empty(), false, "", "", AddressType.IPV4);
  }

  /** The same with a label. */
  static LxdConfig labelled(String address, String key, String value) {
    return of(address, Optional.empty(), Optional.empty(), false, key, value, AddressType.IPV4);
  }

  /** The same with IPv6. */
  static LxdConfig ipv6(String address) {
    return of(address, Optional.empty(), Optional.empty(), false, "", "", AddressType.IPV6);
  }

  /** Of a server over https. */
  static LxdConfig remote(
      String address, Path folder, Optional<String> password, boolean acceptsServer) {
    return of(
        address,
        Optional.of(folder),
        password.map(Secret::new),
        acceptsServer,
        "",
        "",
        AddressType.IPV4);
  }

  private static LxdConfig of(
      String address,
      Optional<Path> folder,
      Optional<Secret> password,
      boolean acceptsServer,
      String labelKey,
      String labelValue,
      AddressType family) {
    return new LxdConfig(
        EngineAddress.parse(address),
        "local",
        password,
        folder,
        true,
        acceptsServer,
        labelKey,
        labelValue,
        80,
        "user.port",
        "eth0",
        "user.interface",
        "user.sni",
        family);
  }
}
