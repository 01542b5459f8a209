package io.weir.core.plugin;

import io.weir.api.ExtensionFactory;
import io.weir.api.WeirPlugin;
import io.weir.api.balance.Balancer;
import io.weir.api.certificate.CertificateIssuer;
import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.ExtensionTypes;
import io.weir.core.stats.PluginMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all installed plugins offer together: a registry per kind of extension, and who offers what.
 */
public final class ExtensionRegistries implements ExtensionTypes, AutoCloseable {
  private final List<LoadedPlugin> plugins;
  private final Set<String> ids = new TreeSet<>();
  private final PluginEnvironment environment;
  private final List<OfferedExtension> offered = new ArrayList<>();
  private boolean complete;

  private final ExtensionRegistry<Discovery, DiscoveryTraits> discoveries;
  private final ExtensionRegistry<Balancer, NoTraits> balancers;
  private final ExtensionRegistry<HealthCheck, HealthCheckTraits> healthChecks;
  private final ExtensionRegistry<CertificateIssuer, NoTraits> certificateIssuers;
  private final ExtensionRegistry<ChallengeResponder, NoTraits> challengeResponders;
  private final ExtensionRegistry<CertificateStore, NoTraits> certificateStores;

  /**
   * Asks the plugins what they offer.
   *
   * @param plugins in the order in which they were loaded
   * @param notLoaded ids of others that could not be
   * @param complete false if there are others that could not be, with or without a known id
   * @param replacements who wins
   * @param protocols the protocols there are
   * @param problems takes what is wrong, a line each
   */
  ExtensionRegistries(
      List<LoadedPlugin> plugins,
      Set<String> notLoaded,
      boolean complete,
      Replacements replacements,
      Set<String> protocols,
      PluginEnvironment environment,
      Consumer<String> problems) {
    this.plugins = List.copyOf(plugins);
    this.environment = environment;
    this.ids.addAll(notLoaded);
    plugins.forEach(plugin -> ids.add(plugin.info().id()));
    this.complete = complete;
    Filling filling = new Filling(replacements, problems);
    discoveries =
        filling.registry(
            new ExtensionPort<>(
                ExtensionKind.DISCOVERY,
                WeirPlugin::discoveries,
                DiscoveryTraits::of,
                GuardedDiscovery::new));
    balancers =
        filling.registry(
            new ExtensionPort<>(
                ExtensionKind.BALANCER, WeirPlugin::balancers, NoTraits::of, GuardedBalancer::new));
    healthChecks =
        filling.registry(
            new ExtensionPort<>(
                ExtensionKind.HEALTH_CHECK,
                WeirPlugin::healthChecks,
                factory -> HealthCheckTraits.of(factory, protocols),
                GuardedHealthCheck::new));
    certificateIssuers =
        filling.registry(
            new ExtensionPort<>(
                ExtensionKind.CERTIFICATE_ISSUER,
                WeirPlugin::certificateIssuers,
                NoTraits::of,
                GuardedCertificateIssuer::new));
    challengeResponders =
        filling.registry(
            new ExtensionPort<>(
                ExtensionKind.CHALLENGE_RESPONDER,
                WeirPlugin::challengeResponders,
                NoTraits::of,
                GuardedChallengeResponder::new));
    certificateStores =
        filling.registry(
            new ExtensionPort<>(
                ExtensionKind.CERTIFICATE_STORE,
                WeirPlugin::certificateStores,
                NoTraits::of,
                GuardedCertificateStore::new));
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

  @Override
  public Set<String> names(ExtensionKind kind) {
    return of(kind).names();
  }

  @Override
  public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
    ExtensionRegistry<?, ?> registry = of(kind);
    return registry.names().contains(name)
        ? Optional.of(registry.configType(name))
        : Optional.empty();
  }

  @Override
  public Set<String> pluginIds() {
    return Collections.unmodifiableSet(ids);
  }

  @Override
  public Map<String, Set<String>> offers(ExtensionKind kind) {
    return offered.stream()
        .filter(offer -> offer.kind() == kind)
        .collect(
            Collectors.groupingBy(
                OfferedExtension::name,
                Collectors.mapping(offer -> offer.plugin().id(), Collectors.toSet())));
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  /** The installed plugins, in the order in which they were loaded. */
  public List<PluginInfo> plugins() {
    return plugins.stream().map(LoadedPlugin::info).toList();
  }

  /** All that they offer, also what was replaced, by kind and name. */
  public List<OfferedExtension> offered() {
    return List.copyOf(offered);
  }

  /** What they count. */
  public PluginMetrics metrics() {
    return environment.metrics();
  }

  /** Closes the plugins' jars; their products are to be closed before. */
  @Override
  public void close() {
    plugins.forEach(LoadedPlugin::close);
  }

  /** Fills one registry after the other. */
  private final class Filling {
    private final Replacements replacements;
    private final Consumer<String> problems;

    Filling(Replacements replacements, Consumer<String> problems) {
      this.replacements = replacements;
      this.problems = problems;
    }

    <T extends AutoCloseable, F extends ExtensionFactory<T, ?>, M> ExtensionRegistry<T, M> registry(
        ExtensionPort<T, F, M> port) {
      Map<String, List<Offer<T, M>>> offers = new TreeMap<>();
      for (LoadedPlugin plugin : plugins) {
        for (Offer<T, M> offer : offersOf(plugin, port)) {
          offers.computeIfAbsent(offer.name(), _ -> new ArrayList<>()).add(offer);
        }
      }
      Map<String, Offer<T, M>> winners = replacements.winners(port.kind(), offers);
      offers.forEach(
          (name, rivals) -> rivals.forEach(offer -> record(port.kind(), offer, winners.get(name))));
      return new ExtensionRegistry<>(port, winners, environment);
    }

    private <T extends AutoCloseable, F extends ExtensionFactory<T, ?>, M>
        List<Offer<T, M>> offersOf(LoadedPlugin plugin, ExtensionPort<T, F, M> port) {
      try {
        return LoadedPlugin.ask(
            plugin.guard(),
            environment.createLimit(),
            () -> port.offersOf(plugin.guard(), plugin.entry()));
      } catch (PluginException e) {
        e.lines().forEach(problems);
        complete = false;
        return List.of();
      }
    }

    private <T, M> void record(
        ExtensionKind kind, Offer<T, M> offer, @Nullable Offer<T, M> winner) {
      PluginInfo plugin = offer.plugin().info();
      Optional<PluginInfo> replacedBy =
          Optional.ofNullable(winner)
              .map(won -> won.plugin().info())
              .filter(other -> !other.equals(plugin));
      offered.add(new OfferedExtension(kind, offer.name(), plugin, offer.configType(), replacedBy));
    }
  }
}
