package io.weir.core.plugin;

import io.weir.api.PluginContext;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The extensions of one kind that are installed, wherever they come from. It never changes. One
 * class serves all kinds, so that a plugin is treated alike whatever it extends.
 *
 * @param <T> what the extensions make, e.g. {@link io.weir.api.discovery.Discovery}
 * @param <M> what is known of them beforehand, e.g. {@link DiscoveryTraits}
 */
public final class ExtensionRegistry<T extends AutoCloseable, M> {
  private final ExtensionPort<T, ?, M> port;
  private final Map<String, Offer<T, M>> offers;
  private final PluginEnvironment environment;

  ExtensionRegistry(
      ExtensionPort<T, ?, M> port, Map<String, Offer<T, M>> offers, PluginEnvironment environment) {
    this.port = port;
    this.offers = new TreeMap<>(offers);
    this.environment = environment;
  }

  /** What can be selected, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(offers.keySet());
  }

  /**
   * The record of an extension's own keys.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Class<? extends Record> configType(String name) {
    return offer(name).configType();
  }

  /**
   * What is known of an extension before one is created.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public M traits(String name) {
    return offer(name).traits();
  }

  /**
   * Who offers an extension.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public PluginInfo plugin(String name) {
    return offer(name).plugin().info();
  }

  /**
   * Makes a product; waits for the plugin, but not for ever. The product may be called from any
   * thread. It throws {@link ExtensionException} for whatever the plugin throws (of the API's own
   * exceptions, those that a method declares, and {@link InterruptedException} come through), it
   * may be closed several times and its {@code close} returns within a deadline and never throws.
   *
   * @param name which extension
   * @param config its keys, of its {@link #configType}
   * @param owner whom it serves: a server's name, or {@code "acme"}
   * @throws InvalidConfigException if the plugin does not like a value
   * @throws ExtensionException if the plugin throws anything else, or hangs
   * @throws IllegalArgumentException if there is none of that name, or the record is another's
   */
  public T create(String name, Record config, String owner) {
    Offer<T, M> offer = offer(name);
    if (!offer.configType().isInstance(config)) {
      throw new IllegalArgumentException(
          "config: a %s (expected: a %s)"
              .formatted(config.getClass().getName(), offer.configType().getName()));
    }
    PluginGuard plugin = offer.plugin();
    PluginInfo info = plugin.info();
    String what = port.subject(name) + " of plugin " + info.id() + " (" + info.jar() + ")";
    ProductContext context = new ProductContext(owner, plugin, environment);
    ProductGuard guard = new ProductGuard(what, plugin, context, environment.closeLimit());
    CallResult<T> result;
    try {
      result =
          PluginCall.await(
              "create-" + name + "-" + owner,
              environment.createLimit(),
              () -> made(offer, config, context, guard),
              ExtensionRegistry::closeLate);
    } catch (InterruptedException _) {
      context.close();
      Thread.currentThread().interrupt();
      throw new ExtensionException(what, "interrupted while it was being created");
    }
    return switch (result) {
      case CallResult.Answered<T>(T product) -> product;
      case CallResult.Failure<T> failure -> {
        context.close();
        throw notMade(what, failure);
      }
    };
  }

  /**
   * What a product that could not be made is told of by; a value that is wrong as it was thrown.
   */
  static RuntimeException notMade(String what, CallResult.Failure<?> failure) {
    return switch (failure) {
      case CallResult.Overdue<?>(Duration limit) ->
          new ExtensionException(
              what, "create did not return within %s s".formatted(limit.toMillis() / 1000.0));
      case CallResult.Threw<?>(InvalidConfigException invalid) -> invalid;
      case CallResult.Threw<?>(ExtensionException failed) -> failed;
      case CallResult.Threw<?>(Throwable thrown) -> new ExtensionException(what, Reason.of(thrown));
    };
  }

  private T made(Offer<T, M> offer, Record config, PluginContext context, ProductGuard guard)
      throws Exception {
    T product = guard.call(() -> offer.make(config, context));
    try {
      return port.wrapper().wrap(product, guard);
    } catch (Exception e) {
      guard.close(product);
      throw e;
    }
  }

  /** It was made after all, but nobody waits for it any more. */
  private static void closeLate(AutoCloseable guarded) {
    try {
      guarded.close();
    } catch (Exception e) {
      throw new AssertionError("a guarded product's close never throws", e);
    }
  }

  /**
   * Who offers it, and how it is made.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Offer<T, M> offer(String name) {
    Offer<T, M> offer = offers.get(name);
    if (offer == null) {
      throw new IllegalArgumentException(
          "%s: \"%s\" (expected: one of %s)"
              .formatted(port.kind().word(), name, String.join(", ", offers.keySet())));
    }
    return offer;
  }
}
