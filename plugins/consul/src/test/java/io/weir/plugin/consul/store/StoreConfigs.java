package io.weir.plugin.consul.store;

import io.weir.api.config.HttpUrl;
import io.weir.api.config.Secret;
import java.util.Optional;

/** Configurations for tests. */
final class StoreConfigs {
  private StoreConfigs() {}

  /**
   * Without TLS.
   *
   * @param address {@code host:port}
   */
  static ConsulStoreConfig plain(String address, String prefix, String token) {
    return new ConsulStoreConfig(
        HttpUrl.parse("http://" + address),
        prefix,
        Optional.of(new Secret(token)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
