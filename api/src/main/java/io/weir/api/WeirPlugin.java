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
 * {@snippet file="io/weir/api/snippets/SamplePlugin.java" region="plugin"}
 *
 * <p>There is one instance per process, made by the public constructor without parameters. It is
 * created, and each method called once, before the configuration is bound; so this class is to be
 * light: libraries load in {@link ExtensionFactory#create}. The calls come one after the other,
 * each on a thread of its own: the constructor has 10 s, and so has each method together with what
 * its factories are asked; then the thread is interrupted. What throws, hangs or returns null, or a
 * list with null in it, stops the start with one line that names the jar. It is never closed:
 * products are.
 *
 * <p>A method that is not overridden offers nothing, and a kind of extension added by a later API
 * breaks nobody. Several factories of one kind are distinguished by their {@link
 * ExtensionFactory#kind}.
 */
public interface WeirPlugin {

  /**
   * Discoveries, selected by {@code servers.X.discovery.kind}.
   *
   * @return a factory for each kind; empty by default
   */
  default List<DiscoveryFactory<?>> discoveries() {
    return List.of();
  }

  /**
   * Balancers, selected by {@code servers.X.balance}.
   *
   * @return a factory for each kind; empty by default
   */
  default List<BalancerFactory<?>> balancers() {
    return List.of();
  }

  /**
   * Health checks, selected by {@code servers.X.healthcheck.kind}.
   *
   * @return a factory for each kind; empty by default
   */
  default List<HealthCheckFactory<?>> healthChecks() {
    return List.of();
  }

  /**
   * Certificate issuers, selected by {@code acme.issuer}.
   *
   * @return a factory for each kind; empty by default
   */
  default List<CertificateIssuerFactory<?>> certificateIssuers() {
    return List.of();
  }

  /**
   * Challenge responders, selected by {@code acme.challenge}.
   *
   * @return a factory for each kind; empty by default
   */
  default List<ChallengeResponderFactory<?>> challengeResponders() {
    return List.of();
  }

  /**
   * Certificate stores, selected by {@code acme.store.kind}.
   *
   * @return a factory for each kind; empty by default
   */
  default List<CertificateStoreFactory<?>> certificateStores() {
    return List.of();
  }
}
