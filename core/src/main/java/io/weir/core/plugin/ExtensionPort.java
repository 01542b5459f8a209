package io.weir.core.plugin;

import io.weir.api.ExtensionFactory;
import io.weir.api.WeirPlugin;
import io.weir.core.config.ExtensionKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * All that differs from one kind of extension to another; whatever else happens to extensions is
 * written once, for all kinds.
 *
 * @param kind the kind
 * @param offered asks a plugin for its factories
 * @param traits reads what core needs to know beforehand
 * @param wrapper puts a product behind its guard
 * @param <T> the product
 * @param <F> its factory
 * @param <M> its traits
 */
record ExtensionPort<T extends AutoCloseable, F extends ExtensionFactory<T, ?>, M>(
    ExtensionKind kind,
    Function<WeirPlugin, List<F>> offered,
    Function<F, M> traits,
    Wrapper<T> wrapper) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  /** Puts a product behind its guard. */
  @FunctionalInterface
  interface Wrapper<T> {
    T wrap(T product, ProductGuard guard) throws Exception;
  }

  /**
   * What a plugin offers; runs the plugin's code.
   *
   * @throws ExtensionException if a factory does not say properly what it is
   */
  List<Offer<T, M>> offersOf(PluginGuard plugin, WeirPlugin entry) {
    List<Offer<T, M>> offers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<F> factories = offered.apply(entry);
    if (factories == null || factories.stream().anyMatch(Objects::isNull)) {
      throw new ExtensionException(
          plugin.info().jar(), kind.word() + " factories: null (expected: a list of factories)");
    }
    for (F factory : factories) {
      Offer<T, M> offer = offer(plugin, factory);
      if (!names.add(offer.name())) {
        throw new ExtensionException(
            plugin.info().jar(), subject(offer.name()) + " is offered twice (expected: once)");
      }
      offers.add(offer);
    }
    return offers;
  }

  private Offer<T, M> offer(PluginGuard plugin, F factory) {
    String name = factory.kind();
    if (name == null || !NAME.matcher(name).matches()) {
      throw new ExtensionException(
          plugin.info().jar(),
          "kind() of %s: \"%s\" (expected: a lower-case letter, then lower-case letters, digits or -)"
              .formatted(factory.getClass().getName(), name == null ? null : Reason.of(name)));
    }
    Class<? extends Record> configType = factory.configType();
    if (configType == null || !configType.isRecord()) {
      throw new ExtensionException(
          plugin.info().jar(),
          "configType() of %s: %s (expected: a record)".formatted(subject(name), configType));
    }
    if (!plugin.owns(configType)) {
      // The record's class tells whose a section is when plugins are exchanged.
      throw new ExtensionException(
          plugin.info().jar(),
          "configType() of %s: %s (expected: a record of the plugin's own)"
              .formatted(subject(name), configType.getName()));
    }
    try {
      return new Offer<>(name, plugin, factory, configType, traits.apply(factory));
    } catch (Throwable e) {
      throw new ExtensionException(plugin.info().jar(), subject(name) + ": " + plugin.reason(e));
    }
  }

  /** An extension of this kind, for messages: {@code balancer "sticky"}. */
  String subject(String name) {
    return kind.word() + " \"" + name + "\"";
  }
}
