package io.weir.core.plugin;

import io.weir.api.config.InvalidConfigException;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ExtensionKey;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.GivenKeys;
import io.weir.core.config.Problem;
import io.weir.core.config.RoundTrip;
import java.io.IOException;
import java.nio.file.Files;
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
  private final Path plugins;
  private final Set<String> protocols;
  private final GivenKeys values;

  private final List<String> passed = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> notRun = new ArrayList<>();
  private final List<String> contracts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private PluginVerification(
      PluginEnvironment environment,
      Path place,
      Path plugins,
      Set<String> protocols,
      GivenKeys values) {
    this.environment = environment;
    this.place = place;
    this.plugins = plugins;
    this.protocols = protocols;
    this.values = values;
  }

  /**
   * Looks at one. Runs the plugin's code, also making and closing a product of each of its kinds.
   *
   * @param environment what is lent to it
   * @param place its jar, or the folder with it and its libraries
   * @param plugins where plugins are installed; one of the same id there is worth a note
   * @param protocols the protocols there are
   * @param values keys of its kinds; may be none
   * @throws InterruptedException if it was interrupted; so was the plugin then
   */
  public static VerifiedPlugin verify(
      PluginEnvironment environment,
      Path place,
      Path plugins,
      Set<String> protocols,
      GivenKeys values)
      throws InterruptedException {
    PluginVerification it = new PluginVerification(environment, place, plugins, protocols, values);
    it.run();
    return new VerifiedPlugin(it.passed, it.notes, it.notRun, it.contracts, it.problems);
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
    PluginJars.at(place, _ -> {}).forEach(this::jars);
  }

  /** What its jars and those around them tell without being loaded. */
  private void jars(PluginJars jars) {
    try {
      PluginDescriptor descriptor = PluginDescriptor.of(jars);
      boolean sound = problems.isEmpty();
      ClassReferences.problems(jars, descriptor).stream()
          // Loading it may have told of the same one.
          .filter(line -> sound || !line.contains("which is not there"))
          .forEach(problems::add);
      PluginJars.in(plugins, _ -> {}).forEach(other -> twin(other, descriptor));
    } catch (PluginException | IOException _) {
      // Said by whoever has loaded it, or could not.
    }
    librariesBeside();
  }

  private void twin(PluginJars other, PluginDescriptor descriptor) {
    try {
      PluginDescriptor installed = PluginDescriptor.of(other);
      if (installed.id().equals(descriptor.id())
          && !Files.isSameFile(installed.jar(), descriptor.jar())) {
        notes.add(
            "plugin %s %s is installed in %s: put this one in its place, weir does not start with both"
                .formatted(installed.id(), installed.version(), installed.jar()));
      }
    } catch (PluginException | IOException _) {
      // What is wrong with another plugin is not asked here.
    }
  }

  private void librariesBeside() {
    Path folder = place.toAbsolutePath().getParent();
    if (Files.isDirectory(place) || folder == null) {
      return;
    }
    long libraries =
        PluginJars.in(folder, _ -> {}).stream()
            .filter(beside -> !Files.isDirectory(beside.place()))
            .filter(beside -> !beside.place().endsWith(place.getFileName()))
            .filter(PluginVerification::isLibrary)
            .count();
    if (libraries > 0) {
      notes.add(
          "beside %s lie %d jars that are no plugins: if they are its libraries, verify the folder"
              .formatted(place, libraries));
    }
  }

  private static boolean isLibrary(PluginJars jar) {
    try {
      PluginDescriptor.of(jar);
      return false;
    } catch (PluginException _) {
      return true;
    }
  }

  private static Set<String> names(List<OfferedExtension> offered) {
    return offered.stream()
        .map(offer -> offer.kind().word() + "." + offer.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private <T extends AutoCloseable> void extension(
      ExtensionRegistry<T, ?> registry, OfferedExtension offered) throws InterruptedException {
    Subject subject = new Subject(offered.plugin().jar(), offered.kind(), offered.name());
    Offer<T, ?> offer = registry.offer(offered.name());
    try {
      if (!LoadedPlugin.ask(offer.plugin(), environment.createLimit(), () -> saysTheSame(offer))) {
        problems.add(subject + ": kind() or configType() differ (expected: the same at each call)");
      }
      List<ExtensionKey> keys = ExtensionKey.of(offer.configType());
      if (areDocumented(subject, keys)) {
        passed.add(subject.name() + ": " + keys(keys.size()));
      }
      List<String> clashes = ExtensionKey.clashes(offered.kind(), offer.configType());
      clashes.forEach(clash -> problems.add(subject + ": " + clash));
      KeyRefusals refusals = new KeyRefusals(keys, subject.section(), isGiven(offered));
      Optional<Record> config = config(subject, offered, refusals);
      if (config.isPresent()) {
        readBack(subject, config.get());
        product(subject, offer, config.get(), refusals);
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
  private Optional<Record> config(Subject subject, OfferedExtension offered, KeyRefusals refusals) {
    Optional<String> needed = refusals.needed();
    if (needed.isPresent()) {
      cannotBeTried(subject, needed.get());
      return Optional.empty();
    }
    try {
      return Optional.of(values.bind(offered.configType(), offered.kind(), offered.name()));
    } catch (ConfigException e) {
      if (isGiven(offered)) {
        problems.addAll(e.lines());
      } else {
        for (Problem problem : e.problems()) {
          String key = refusals.inSection(problem.path());
          refused(subject, refusals.of("its record", key, problem.statement()));
        }
      }
      return Optional.empty();
    }
  }

  private void refused(Subject subject, KeyRefusals.Refusal refusal) {
    if (refusal.isFault()) {
      problems.add(subject + ": " + refusal.line());
    } else {
      cannotBeTried(subject, refusal.line());
    }
  }

  private void cannotBeTried(Subject subject, String why) {
    notRun.add("%s: written and read back, created, closed (%s)".formatted(subject.name(), why));
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
      Subject subject, Offer<T, ?> offer, Record config, KeyRefusals refusals)
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
        case CallResult.Failure<T> failure -> notMade(subject, failure, refusals);
      }
    }
  }

  private void notMade(Subject subject, CallResult.Failure<?> failure, KeyRefusals refusals) {
    RuntimeException why = ExtensionRegistry.notMade(subject.toString(), failure);
    if (why instanceof InvalidConfigException invalid) {
      refused(
          subject, refusals.of("create", invalid.key(), "(expected: " + invalid.expected() + ")"));
    } else {
      problems.add(String.valueOf(why.getMessage()));
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
      contracts.add(
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
   * @param section where its keys are given
   */
  private record Subject(String jar, String name, String section) {
    Subject(String jar, ExtensionKind kind, String name) {
      this(jar, kind.word() + " \"" + name + "\"", kind.word() + "." + name);
    }

    @Override
    public String toString() {
      return jar + ": " + name;
    }
  }
}
