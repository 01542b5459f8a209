package io.weir.plugin.consul.store;

import io.weir.api.PluginContext;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.config.HostPort;
import io.weir.plugin.consul.client.ConsulClient;
import java.net.InetAddress;
import java.net.URI;

/** Offers the store {@code consul}. */
public final class ConsulStoreFactory implements CertificateStoreFactory<ConsulStoreConfig> {

  @Override
  public String kind() {
    return "consul";
  }

  @Override
  public Class<ConsulStoreConfig> configType() {
    return ConsulStoreConfig.class;
  }

  @Override
  public CertificateStore create(ConsulStoreConfig config, PluginContext context) {
    if (isReadableOnTheWay(config.address().uri())) {
      context
          .logger()
          .warn(
              "{}: private keys go there unencrypted (expected: https, or an agent on this"
                  + " machine)",
              config.address());
    }
    return new ConsulStore(config.prefix(), new ConsulClient(config.access(), context), context);
  }

  private static boolean isReadableOnTheWay(URI address) {
    String host = address.getHost();
    return "http".equalsIgnoreCase(address.getScheme())
        && !host.equalsIgnoreCase("localhost")
        && !isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.ofLiteral(HostPort.withoutBrackets(host)).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      // A name.
      return false;
    }
  }
}
