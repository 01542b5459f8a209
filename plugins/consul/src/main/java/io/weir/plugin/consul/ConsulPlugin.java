package io.weir.plugin.consul;

import io.weir.api.WeirPlugin;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.plugin.consul.discovery.ConsulDiscoveryFactory;
import io.weir.plugin.consul.store.ConsulStoreFactory;
import java.util.List;

/** Offers the discovery and the certificate store {@code consul}. */
public final class ConsulPlugin implements WeirPlugin {

  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new ConsulDiscoveryFactory());
  }

  @Override
  public List<CertificateStoreFactory<?>> certificateStores() {
    return List.of(new ConsulStoreFactory());
  }
}
