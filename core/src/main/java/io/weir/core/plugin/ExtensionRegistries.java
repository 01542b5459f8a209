package io.weir.core.plugin;

import io.weir.api.balance.Balancer;
import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.config.ExtensionKind;
import io.weir.core.stats.PluginMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registry per kind of extension: what can be made by the plugins that are installed. A reload
 * may exchange plugins; the registries stay, and go by the new ones.
 */
public final class ExtensionRegistries implements AutoCloseable {
  private final PluginEnvironment environment;

  private final ExtensionRegistry<Discovery, DiscoveryTraits> discoveries;
  private final ExtensionRegistry<Balancer, NoTraits> balancers;
  private final ExtensionRegistry<HealthCheck, HealthCheckTraits> healthChecks;
  private final ExtensionRegistry<CertificateIssuer, NoTraits> certificateIssuers;
  private final ExtensionRegistry<ChallengeResponder, NoTraits> challengeResponders;
  private final ExtensionRegistry<CertificateStore, NoTraits> certificateStores;

  private volatile Catalogs catalogs;

  /** Plugins that were given up and may still have products. Guarded by this. */
  private final List<LoadedPlugin> before = new ArrayList<>();

  ExtensionRegistries(ExtensionCatalog catalog, PluginEnvironment environment) {
    this.catalogs = new Catalogs(catalog, null);
    this.environment = environment;
    this.discoveries = registry(ExtensionCatalog::discoveries);
    this.balancers = registry(ExtensionCatalog::balancers);
    this.healthChecks = registry(ExtensionCatalog::healthChecks);
    this.certificateIssuers = registry(ExtensionCatalog::certificateIssuers);
    this.challengeResponders = registry(ExtensionCatalog::challengeResponders);
    this.certificateStores = registry(ExtensionCatalog::certificateStores);
  }

  private <T extends AutoCloseable, M> ExtensionRegistry<T, M> registry(
      Function<ExtensionCatalog, Offers<T, M>> ofItsKind) {
    return new ExtensionRegistry<>(() -> catalogs, ofItsKind, environment);
  }

  /** {@code servers.X.discovery.kind}. */
  public ExtensionRegistry<Discovery, DiscoveryTraits> discoveries() {
    return discoveries;
  }

  /** {@code servers.X.balance}. */
  public ExtensionRegistry<Balancer, NoTraits> balancers() {
    return balancers;
  }

  /** {@code servers.X.healthcheck.kind}. */
  public ExtensionRegistry<HealthCheck, HealthCheckTraits> healthChecks() {
    return healthChecks;
  }

  /** {@code acme.issuer}. */
  public ExtensionRegistry<CertificateIssuer, NoTraits> certificateIssuers() {
    return certificateIssuers;
  }

  /** {@code acme.challenge}. */
  public ExtensionRegistry<ChallengeResponder, NoTraits> challengeResponders() {
    return challengeResponders;
  }

  /** {@code acme.store.kind}. */
  public ExtensionRegistry<CertificateStore, NoTraits> certificateStores() {
    return certificateStores;
  }

  /** The registry of a kind. */
  public ExtensionRegistry<?, ?> of(ExtensionKind kind) {
    return switch (kind) {
      case DISCOVERY -> discoveries;
      case BALANCER -> balancers;
      case HEALTH_CHECK -> healthChecks;
      case CERTIFICATE_ISSUER -> certificateIssuers;
      case CHALLENGE_RESPONDER -> challengeResponders;
      case CERTIFICATE_STORE -> certificateStores;
    };
  }

  /** What the plugins that are installed now offer together. */
  public ExtensionCatalog catalog() {
    return catalogs.current();
  }

  /** The installed plugins, in the order in which they were loaded. */
  public List<PluginInfo> plugins() {
    return catalog().plugins().stream().map(LoadedPlugin::info).toList();
  }

  /** All that they offer, also what was replaced, by kind and name. */
  public List<OfferedExtension> offered() {
    return catalog().offered();
  }

  /** How it stands with them, and with those before them that are still in use. */
  public List<PluginStatus> status() {
    ThreadCensus census = ThreadCensus.now();
    return Stream.concat(
            catalog().plugins().stream().map(plugin -> plugin.status(true, census)),
            before().stream().map(plugin -> plugin.status(false, census)))
        .toList();
  }

  private synchronized List<LoadedPlugin> before() {
    return List.copyOf(before);
  }

  /** Says which products have more and more threads of their own. */
  public void lookAtThreads() {
    ThreadCensus census = ThreadCensus.now();
    Stream.concat(catalog().plugins().stream(), before().stream())
        .forEach(plugin -> plugin.lookAtThreads(census));
  }

  private synchronized void forget(LoadedPlugin plugin) {
    before.remove(plugin);
  }

  /** What they count. */
  public PluginMetrics metrics() {
    return environment.metrics();
  }

  /**
   * Lets products be made of other plugins too, or of none but those that are installed.
   *
   * @param coming what those plugins offer; null if there are none any more
   */
  synchronized void expect(@Nullable ExtensionCatalog coming) {
    catalogs = new Catalogs(catalog(), coming);
  }

  /** Goes on by other plugins, and gives up those that are not among them. */
  synchronized void goOnBy(ExtensionCatalog next) {
    List<LoadedPlugin> gone = new ArrayList<>(catalog().plugins());
    gone.removeAll(next.plugins());
    catalogs = new Catalogs(next, null);
    before.addAll(gone);
    gone.forEach(plugin -> plugin.giveUp(() -> forget(plugin)));
  }

  /** Closes the plugins' jars, as soon as their last products are closed. */
  @Override
  public void close() {
    catalog().plugins().forEach(LoadedPlugin::giveUp);
  }
}
