package io.weir.core.plugin;

import io.weir.api.WeirPlugin;
import io.weir.core.certificate.FileStamp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/**
 * A plugin whose entry object exists. Of the same jars there is one, however often others are
 * exchanged; jars that differ are another.
 */
final class LoadedPlugin {
  private final PluginGuard guard;
  private final WeirPlugin entry;
  private final ThreadWatch threads = new ThreadWatch();

  private LoadedPlugin(PluginGuard guard, WeirPlugin entry) {
    this.guard = guard;
    this.entry = entry;
  }

  /**
   * Opens a plugin's jars and creates its entry object.
   *
   * @param stamps what the jars were like before anything was read of them
   * @throws PluginException if it cannot be, or not in time; the jars are closed then
   */
  static LoadedPlugin load(
      PluginDescriptor descriptor,
      PluginJars jars,
      List<FileStamp> stamps,
      PluginEnvironment environment) {
    PluginInfo info = descriptor.info();
    PluginClassLoader loader = open(info, jars);
    PluginUse use = new PluginUse(info, jars, stamps, loader);
    PluginGuard guard =
        new PluginGuard(info, loader, use, environment.logs().apply("plugin." + info.id()));
    try {
      WeirPlugin entry = ask(guard, environment.createLimit(), () -> createEntry(guard, loader));
      return new LoadedPlugin(guard, entry);
    } catch (PluginException e) {
      use.giveUp(() -> {});
      throw e;
    }
  }

  private static PluginClassLoader open(PluginInfo info, PluginJars jars) {
    try {
      return PluginClassLoader.open(info.id(), jars.jars());
    } catch (IOException e) {
      throw new PluginException(info.jar() + ": not a readable jar (" + Reason.of(e) + ")");
    }
  }

  PluginInfo info() {
    return guard.info();
  }

  /** The border to its code. */
  PluginGuard guard() {
    return guard;
  }

  /** Its entry object; only called through the guard. */
  WeirPlugin entry() {
    return entry;
  }

  /** Whether these jars are those that it was loaded from, and nobody has written to them since. */
  boolean isOf(PluginJars found) {
    return guard.use().isOf(found);
  }

  /** How it stands. */
  PluginStatus status(boolean current, ThreadCensus census) {
    return new PluginStatus(
        info(),
        current,
        guard.use().products().stream().map(product -> product.status(census)).toList());
  }

  /** Says which products have more and more threads of their own. */
  void lookAtThreads(ThreadCensus census) {
    threads.look(guard.use().products(), census);
  }

  /**
   * Runs the plugin's code while it is being loaded.
   *
   * @param limit how long to wait
   * @throws PluginException if it throws or hangs
   */
  static <R> R ask(PluginGuard guard, Duration limit, Callable<R> question) {
    String jar = guard.info().jar();
    try {
      return switch (PluginCall.await(
          "load-" + guard.info().id(), limit, () -> guard.call(jar, question), _ -> {})) {
        case CallResult.Answered<R>(R answer) -> answer;
        case CallResult.Overdue<R> _ ->
            throw new PluginException(
                "%s: loading did not end within %s s".formatted(jar, limit.toMillis() / 1000.0));
        case CallResult.Threw<R>(Throwable thrown) ->
            throw thrown instanceof PluginException problem
                ? problem
                : new PluginException(Reason.of(thrown));
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new PluginException(jar + ": interrupted while it was being loaded");
    }
  }

  private static WeirPlugin createEntry(PluginGuard guard, PluginClassLoader loader) {
    String jar = guard.info().jar();
    List<ServiceLoader.Provider<WeirPlugin>> providers;
    try {
      providers = ServiceLoader.load(WeirPlugin.class, loader).stream().toList();
    } catch (ServiceConfigurationError e) {
      String message = Reason.of(String.valueOf(e.getMessage()));
      String expected = message.endsWith(" not found") ? " (expected: a class in this jar)" : "";
      throw new ExtensionException(jar, "META-INF/services/" + message + expected);
    }
    if (providers.isEmpty()) {
      throw new ExtensionException(
          jar,
          "no provider (expected: META-INF/services/io.weir.api.WeirPlugin with the name of the"
              + " plugin's class)");
    }
    if (providers.size() > 1) {
      throw new ExtensionException(
          jar,
          "several providers, %s and %s (expected: one)"
              .formatted(providers.get(0).type().getName(), providers.get(1).type().getName()));
    }
    return create(guard, providers.getFirst());
  }

  private static WeirPlugin create(PluginGuard guard, ServiceLoader.Provider<WeirPlugin> provider) {
    try {
      return provider.get();
    } catch (ServiceConfigurationError e) {
      // What the constructor threw says more than ServiceLoader's own words.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ExtensionException(
          guard.info().jar(),
          provider.type().getName() + " cannot be created: " + guard.reason(cause));
    }
  }

  /** Makes no product any more, and closes its jars as soon as there is none left. */
  void giveUp() {
    giveUp(() -> {});
  }

  /**
   * The same for whoever wants to know when that is.
   *
   * @param unused called then
   */
  void giveUp(Runnable unused) {
    guard.use().giveUp(unused);
  }
}
