package io.weir.core.plugin;

import io.weir.api.PluginContext;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The extensions of one kind that are installed, wherever they come from; a reload may exchange
 * them. One class serves all kinds, so that a plugin is treated alike whatever it extends.
 *
 * @param <T> what the extensions make, e.g. {@link io.weir.api.discovery.Discovery}
 * @param <M> what is known of them beforehand, e.g. {@link DiscoveryTraits}
 */
public final class ExtensionRegistry<T extends AutoCloseable, M> {
  private final Supplier<Catalogs> catalogs;
  private final Function<ExtensionCatalog, Offers<T, M>> ofItsKind;
  private final PluginEnvironment environment;

  ExtensionRegistry(
      Supplier<Catalogs> catalogs,
      Function<ExtensionCatalog, Offers<T, M>> ofItsKind,
      PluginEnvironment environment) {
    this.catalogs = catalogs;
    this.ofItsKind = ofItsKind;
    this.environment = environment;
  }

  private Offers<T, M> offers() {
    return ofItsKind.apply(catalogs.get().current());
  }

  /** What can be selected, sorted. */
  public Set<String> names() {
    return offers().names();
  }

  /**
   * The record of an extension's own keys.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Class<? extends Record> configType(String name) {
    return offers().get(name).configType();
  }

  /**
   * What is known of an extension before one is created.
   *
   * @param config its keys, of its {@link #configType}
   * @throws IllegalArgumentException if there is none of that name, or the record is another's
   */
  public M traits(String name, Record config) {
    return offer(name, config).traits();
  }

  /**
   * Who offers an extension.
   *
   * @param config its keys, of its {@link #configType}
   * @throws IllegalArgumentException if there is none of that name, or the record is another's
   */
  public PluginInfo plugin(String name, Record config) {
    return offer(name, config).plugin().info();
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
    Offer<T, M> offer = offer(name, config);
    PluginGuard plugin = offer.plugin();
    ProductRecord product =
        new ProductRecord(offers().kind(), name, owner, plugin, environment.clock());
    plugin.use().begin(product);
    ProductContext context = new ProductContext(owner, product.loader(), plugin, environment);
    ProductGuard guard = new ProductGuard(product, plugin, context, environment.closeLimit());
    AtomicBoolean notMade = new AtomicBoolean();
    PluginCall<T> call =
        PluginCall.start(
            "create-" + name + "-" + owner,
            () -> made(offer, config, context, guard),
            new PluginCall.Listener<>() {
              @Override
              public void late(T answer) {
                closeLate(answer);
              }

              @Override
              public void ended() {
                if (notMade.get()) {
                  guard.release();
                }
              }
            });
    Runnable giveUp =
        () -> {
          guard.takeBack();
          notMade.set(true);
          if (!call.isRunning()) {
            guard.release();
          }
        };
    CallResult<T> result;
    try {
      result = call.await(environment.createLimit());
    } catch (InterruptedException _) {
      giveUp.run();
      Thread.currentThread().interrupt();
      throw new ExtensionException(product.toString(), "interrupted while it was being created");
    }
    return switch (result) {
      case CallResult.Answered<T>(T made) -> made;
      case CallResult.Failure<T> failure -> {
        giveUp.run();
        throw notMade(product.toString(), failure);
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
      return offers().port().wrapper().wrap(product, guard);
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

  /** Who offers it now, and how it is made. */
  Offer<T, M> offer(String name) {
    return offers().get(name);
  }

  /** Of plugins that are being exchanged, whose the record is. */
  private Offer<T, M> offer(String name, Record config) {
    Catalogs now = catalogs.get();
    ExtensionCatalog coming = now.coming();
    Offer<T, M> other = coming == null ? null : ofItsKind.apply(coming).find(name);
    if (other != null && other.configType().isInstance(config)) {
      return other;
    }
    Offer<T, M> offer = ofItsKind.apply(now.current()).get(name);
    if (!offer.configType().isInstance(config)) {
      throw new IllegalArgumentException(
          "config: a %s (expected: a %s)"
              .formatted(config.getClass().getName(), offer.configType().getName()));
    }
    return offer;
  }
}
