package io.weir.api;

import io.weir.api.balance.BalancerFactory;
import io.weir.api.certificate.CertificateIssuerFactory;
import io.weir.api.certificate.CertificateStoreFactory;
import io.weir.api.certificate.ChallengeResponderFactory;
import io.weir.api.discovery.DiscoveryFactory;
import io.weir.api.health.HealthCheckFactory;
import java.util.List;

/**
 * The one door through which a plugin enters: a jar names its implementation in {@code
 * META-INF/services/io.weir.api.WeirPlugin} and describes itself in {@code
 * META-INF/weir-plugin.properties} (keys {@code id}, {@code version} and {@code api}, the range of
 * API versions it was built for, e.g. {@code [1.0,2.0)}).
 *
 * <p>There is one instance per process. It is created, and each method called once, before the
 * configuration is bound; so this class is to be light: libraries load in {@link
 * ExtensionFactory#create}. A method that is not overridden offers nothing, and a kind of extension
 * added by a later API breaks nobody.
 */
public interface WeirPlugin {

  /** Discoveries, selected by {@code servers.X.discovery.kind}. */
  default List<DiscoveryFactory<?>> discoveries() {
    return List.of();
  }

  /** Balancers, selected by {@code servers.X.balance}. */
  default List<BalancerFactory<?>> balancers() {
    return List.of();
  }

  /** Health checks, selected by {@code servers.X.healthcheck.kind}. */
  default List<HealthCheckFactory<?>> healthChecks() {
    return List.of();
  }

  /** Certificate issuers, selected by {@code acme.issuer}. */
  default List<CertificateIssuerFactory<?>> certificateIssuers() {
    return List.of();
  }

  /** Challenge responders, selected by {@code acme.challenge}. */
  default List<ChallengeResponderFactory<?>> challengeResponders() {
    return List.of();
  }

  /** Certificate stores, selected by {@code acme.store.kind}. */
  default List<CertificateStoreFactory<?>> certificateStores() {
    return List.of();
  }
}
