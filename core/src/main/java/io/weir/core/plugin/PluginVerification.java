package io.weir.core.plugin;

import io.weir.api.config.InvalidConfigException;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ExtensionKey;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.GivenKeys;
import io.weir.core.config.RoundTrip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks at a packaged plugin as weir would load it, and tries of the rules of the API what needs
 * nothing of its author but, for keys that have no default, values. What needs more (backends to
 * find, a server to check) is for the contract suites of the testkit; they are named as not run.
 */
public final class PluginVerification {
  private final PluginEnvironment environment;
  private final Path place;
  private final Set<String> protocols;
  private final GivenKeys values;

  private final List<String> passed = new ArrayList<>();
  private final List<String> notRun = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private PluginVerification(
      PluginEnvironment environment, Path place, Set<String> protocols, GivenKeys values) {
    this.environment = environment;
    this.place = place;
    this.protocols = protocols;
    this.values = values;
  }

  /**
   * Looks at one. Runs the plugin's code, also making and closing a product of each of its kinds.
   *
   * @param environment what is lent to it
   * @param place its jar, or the folder with it and its libraries
   * @param protocols the protocols there are
   * @param values keys of its kinds; may be none
   * @throws InterruptedException if it was interrupted; so was the plugin then
   */
  public static VerifiedPlugin verify(
      PluginEnvironment environment, Path place, Set<String> protocols, GivenKeys values)
      throws InterruptedException {
    PluginVerification verification = new PluginVerification(environment, place, protocols, values);
    verification.run();
    return new VerifiedPlugin(verification.passed, verification.notRun, verification.problems);
  }

  private void run() throws InterruptedException {
    InstalledPlugins installed = new PluginLoader(environment).loadOne(place, protocols);
    try (ExtensionRegistries extensions = installed.extensions()) {
      problems.addAll(installed.problems());
      extensions
          .plugins()
          .forEach(plugin ->
              passed.add(
                  "plugin %s %s in %s: descriptor, API range, service file, entry class"
                      .formatted(plugin.id(), plugin.version(), plugin.jar())));
      if (problems.isEmpty() && extensions.offered().isEmpty()) {
        problems.add(place + ": offers nothing (expected: a factory of some kind)");
      }
      for (OfferedExtension offered : extensions.offered()) {
        extension(extensions.of(offered.kind()), offered);
      }
      contracts(extensions.offered());
      if (problems.isEmpty()) {
        problems.addAll(values.unknown(names(extensions.offered())));
      }
    }
  }

  private static Set<String> names(List<OfferedExtension> offered) {
    return offered.stream()
        .map(offer -> offer.kind().word() + "." + offer.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private <T extends AutoCloseable> void extension(
      ExtensionRegistry<T, ?> registry, OfferedExtension offered) throws InterruptedException {
    Subject subject =
        new Subject(offered.plugin().jar(), offered.kind().word() + " \"" + offered.name() + "\"");
    Offer<T, ?> offer = registry.offer(offered.name());
    try {
      if (!LoadedPlugin.ask(offer.plugin(), environment.createLimit(), () -> saysTheSame(offer))) {
        problems.add(subject + ": kind() or configType() differ (expected: the same at each call)");
      }
      List<ExtensionKey> keys = ExtensionKey.of(offer.configType());
      if (areDocumented(subject, keys)) {
        passed.add(subject.name() + ": " + keys(keys.size()));
      }
      Optional<Record> config = config(subject, offered, keys);
      if (config.isPresent()) {
        readBack(subject, config.get());
        product(subject, offer, config.get(), isGiven(offered));
      }
    } catch (PluginException e) {
      problems.addAll(e.lines());
    } catch (IllegalArgumentException e) {
      problems.add(subject + ": " + e.getMessage());
    } catch (TypeNotPresentException | LinkageError e) {
      problems.add(subject + ": " + offer.plugin().reason(e));
    }
  }

  private static boolean saysTheSame(Offer<?, ?> offer) {
    return offer.name().equals(offer.factory().kind())
        && offer.configType() == offer.factory().configType();
  }

  private static String keys(int count) {
    return switch (count) {
      case 0 -> "no keys of its own";
      case 1 -> "1 key, which can be bound, has documentation, and a default that can be read";
      default ->
          count + " keys, which can be bound, have documentation, and defaults that can be read";
    };
  }

  private boolean areDocumented(Subject subject, List<ExtensionKey> keys) {
    List<ExtensionKey> silent = keys.stream().filter(key -> key.doc().isBlank()).toList();
    silent.forEach(key ->
        problems.add(
            "%s: key `%s` says nothing about itself (expected: @Doc at its component)"
                .formatted(subject, key.name())));
    return silent.isEmpty();
  }

  /**
   * Its keys as they were given, or as they are when all are left out; empty if neither is known.
   */
  private Optional<Record> config(
      Subject subject, OfferedExtension offered, List<ExtensionKey> keys) {
    boolean given = isGiven(offered);
    String required =
        keys.stream()
            .filter(key -> key.required() && key.isOuter())
            .map(key -> "`" + key.name() + "`")
            .collect(Collectors.joining(", "));
    if (!given && !required.isEmpty()) {
      notRun.add(
          "%s: written and read back, created, closed (expected: values for %s)"
              .formatted(subject.name(), required));
      return Optional.empty();
    }
    try {
      return Optional.of(values.bind(offered.configType(), offered.kind(), offered.name()));
    } catch (ConfigException e) {
      if (given) {
        problems.addAll(e.lines());
      } else {
        e.lines().forEach(line -> needsValues(subject, line));
      }
      return Optional.empty();
    }
  }

  private void needsValues(Subject subject, String why) {
    notRun.add(
        "%s: written and read back, created, closed (expected: values; without any: %s)"
            .formatted(subject.name(), why));
  }

  private boolean isGiven(OfferedExtension offered) {
    return values.has(offered.kind(), offered.name());
  }

  private void readBack(Subject subject, Record config) {
    try {
      if (RoundTrip.isFaithful(config)) {
        passed.add(subject.name() + ": its keys are read back as weir writes them");
      } else {
        problems.add(
            subject
                + ": its keys are read back otherwise than they were written (expected: a type's"
                + " toString gives what its parse reads)");
      }
    } catch (ConfigException e) {
      e.lines()
          .forEach(line ->
              problems.add(
                  subject + ": its keys cannot be read back as weir writes them: " + line));
    }
  }

  private <T extends AutoCloseable> void product(
      Subject subject, Offer<T, ?> offer, Record config, boolean given)
      throws InterruptedException {
    try (ProductContext context =
        new ProductContext("verify", offer.plugin().loader(), offer.plugin(), environment)) {
      CallResult<T> made =
          PluginCall.await(
              "create-" + offer.name(),
              environment.createLimit(),
              () -> offer.plugin().call(subject.toString(), () -> offer.make(config, context)),
              _ -> {});
      switch (made) {
        case CallResult.Answered<T>(T product) -> close(subject, offer.plugin(), product);
        case CallResult.Failure<T> failure -> notMade(subject, failure, given);
      }
    }
  }

  private void notMade(Subject subject, CallResult.Failure<?> failure, boolean given) {
    RuntimeException why = ExtensionRegistry.notMade(subject.toString(), failure);
    if (!(why instanceof InvalidConfigException invalid)) {
      problems.add(String.valueOf(why.getMessage()));
      return;
    }
    String line = "`%s` (expected: %s)".formatted(invalid.key(), invalid.expected());
    if (given) {
      problems.add(subject + ": not created with the values given: " + line);
    } else {
      needsValues(subject, line);
    }
  }

  private void close(Subject subject, PluginGuard plugin, AutoCloseable product)
      throws InterruptedException {
    CallResult<Boolean> closed =
        PluginCall.await(
            "close-" + plugin.info().id(),
            environment.closeLimit(),
            () ->
                plugin.call(
                    subject.toString(),
                    () -> {
                      product.close();
                      return true;
                    }),
            _ -> {});
    switch (closed) {
      case CallResult.Answered<Boolean> _ ->
          passed.add(subject.name() + ": is created, and closes in time without having been used");
      case CallResult.Failure<Boolean> failure ->
          problems.add(
              "%s: close: %s (expected: to return within %d s)"
                  .formatted(subject, failure.reason(), environment.closeLimit().toSeconds()));
    }
  }

  private void contracts(List<OfferedExtension> offered) {
    String suites =
        offered.stream()
            .map(offer -> contract(offer.kind()))
            .distinct()
            .collect(Collectors.joining(", "));
    if (!suites.isEmpty()) {
      notRun.add(
          suites
              + " (expected: run in the build by its author, who knows what there is to find or to"
              + " check, with weir-testkit from sdk/)");
    }
  }

  private static String contract(ExtensionKind kind) {
    return switch (kind) {
      case DISCOVERY -> "DiscoveryContract";
      case BALANCER -> "BalancerContract";
      case HEALTH_CHECK -> "HealthCheckContract";
      case CERTIFICATE_ISSUER -> "CertificateIssuerContract";
      case CHALLENGE_RESPONDER -> "ChallengeResponderContract";
      case CERTIFICATE_STORE -> "CertificateStoreContract";
    };
  }

  /**
   * An extension.
   *
   * @param jar its plugin's
   * @param name its kind and name
   */
  private record Subject(String jar, String name) {
    @Override
    public String toString() {
      return jar + ": " + name;
    }
  }
}
