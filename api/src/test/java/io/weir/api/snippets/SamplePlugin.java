package io.weir.api.snippets;

import io.weir.api.WeirPlugin;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.health.HealthCheckFactory;
import java.util.List;

// @start region="plugin"
/** Offers one of each kind; a plugin usually overrides one method. */
public final class SamplePlugin implements WeirPlugin {
  @Override
  public List<DiscoveryFactory<?>> discoveries() {
    return List.of(new LinesDiscovery.Factory());
  }

  @Override
  public List<HealthCheckFactory<?>> healthChecks() {
    return List.of(new GreetingCheck.Factory());
  }

  @Override
  public List<BalancerFactory<?>> balancers() {
    return List.of(new LeastBytesBalancer.Factory());
  }

  @Override
  public List<CertificateIssuerFactory<?>> certificateIssuers() {
    return List.of(new ProgramIssuer.Factory());
  }

  @Override
  public List<ChallengeResponderFactory<?>> challengeResponders() {
    return List.of(new FolderResponder.Factory());
  }

  @Override
  public List<CertificateStoreFactory<?>> certificateStores() {
    return List.of(new MemoryStore.Factory());
  }
}
// @end
