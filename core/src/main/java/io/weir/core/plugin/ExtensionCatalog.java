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
 * What a set of plugins offers together: the extensions of each kind, and who offers what. It never
 * changes; a weir whose plugins are exchanged goes on by another one.
 */
public final class ExtensionCatalog implements ExtensionTypes {
  private final List<LoadedPlugin> plugins;
  private final Replacements replacements;
  private final Set<String> ids = new TreeSet<>();
  private final PluginEnvironment environment;
  private final List<OfferedExtension> offered = new ArrayList<>();
  private boolean complete;

  private final Offers<Discovery, DiscoveryTraits> discoveries;
  private final Offers<Balancer, NoTraits> balancers;
  private final Offers<HealthCheck, HealthCheckTraits> healthChecks;
  private final Offers<CertificateIssuer, NoTraits> certificateIssuers;
  private final Offers<ChallengeResponder, NoTraits> challengeResponders;
  private final Offers<CertificateStore, NoTraits> certificateStores;

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
  ExtensionCatalog(
      List<LoadedPlugin> plugins,
      Set<String> notLoaded,
      boolean complete,
      Replacements replacements,
      Set<String> protocols,
      PluginEnvironment environment,
      Consumer<String> problems) {
    this.plugins = List.copyOf(plugins);
    this.replacements = replacements;
    this.environment = environment;
    this.ids.addAll(notLoaded);
    plugins.forEach(plugin -> ids.add(plugin.info().id()));
    this.complete = complete;
    Filling filling = new Filling(problems);
    discoveries =
        filling.offers(
            new ExtensionPort<>(
                ExtensionKind.DISCOVERY,
                WeirPlugin::discoveries,
                DiscoveryTraits::of,
                GuardedDiscovery::new));
    balancers =
        filling.offers(
            new ExtensionPort<>(
                ExtensionKind.BALANCER, WeirPlugin::balancers, NoTraits::of, GuardedBalancer::new));
    healthChecks =
        filling.offers(
            new ExtensionPort<>(
                ExtensionKind.HEALTH_CHECK,
                WeirPlugin::healthChecks,
                factory -> HealthCheckTraits.of(factory, protocols),
                GuardedHealthCheck::new));
    certificateIssuers =
        filling.offers(
            new ExtensionPort<>(
                ExtensionKind.CERTIFICATE_ISSUER,
                WeirPlugin::certificateIssuers,
                NoTraits::of,
                GuardedCertificateIssuer::new));
    challengeResponders =
        filling.offers(
            new ExtensionPort<>(
                ExtensionKind.CHALLENGE_RESPONDER,
                WeirPlugin::challengeResponders,
                NoTraits::of,
                GuardedChallengeResponder::new));
    certificateStores =
        filling.offers(
            new ExtensionPort<>(
                ExtensionKind.CERTIFICATE_STORE,
                WeirPlugin::certificateStores,
                NoTraits::of,
                GuardedCertificateStore::new));
  }

  Offers<Discovery, DiscoveryTraits> discoveries() {
    return discoveries;
  }

  Offers<Balancer, NoTraits> balancers() {
    return balancers;
  }

  Offers<HealthCheck, HealthCheckTraits> healthChecks() {
    return healthChecks;
  }

  Offers<CertificateIssuer, NoTraits> certificateIssuers() {
    return certificateIssuers;
  }

  Offers<ChallengeResponder, NoTraits> challengeResponders() {
    return challengeResponders;
  }

  Offers<CertificateStore, NoTraits> certificateStores() {
    return certificateStores;
  }

  private Offers<?, ?> of(ExtensionKind kind) {
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
    return Optional.ofNullable(of(kind).find(name)).map(Offer::configType);
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

  /** The plugins, in the order in which they were loaded. */
  List<LoadedPlugin> plugins() {
    return plugins;
  }

  /** Whether just these plugins, with just these winners, would offer the same. */
  boolean isOf(List<LoadedPlugin> others, Map<String, String> replace) {
    return plugins.equals(others) && replacements.isOf(replace);
  }

  /** Whether a kind of health check makes sense for servers of a protocol. */
  public boolean supports(String healthCheck, String protocol) {
    return healthChecks.get(healthCheck).traits().supports(protocol);
  }

  /** All that they offer, also what was replaced, by kind and name. */
  List<OfferedExtension> offered() {
    return List.copyOf(offered);
  }

  /** Asks for one kind after the other. */
  private final class Filling {
    private final Consumer<String> problems;

    Filling(Consumer<String> problems) {
      this.problems = problems;
    }

    <T extends AutoCloseable, F extends ExtensionFactory<T, ?>, M> Offers<T, M> offers(
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
      return new Offers<>(port, winners);
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
