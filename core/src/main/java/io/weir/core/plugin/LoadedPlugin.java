package io.weir.core.plugin;

import io.weir.api.WeirPlugin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin whose entry object exists.
 *
 * @param info who it is
 * @param loader its classes
 * @param guard the border to its code
 * @param entry its entry object; only called through the guard
 */
record LoadedPlugin(
    PluginInfo info, PluginClassLoader loader, PluginGuard guard, WeirPlugin entry) {

  private static final Logger log = LoggerFactory.getLogger(LoadedPlugin.class);

  /**
   * Opens a plugin's jars and creates its entry object.
   *
   * @throws PluginException if it cannot be, or not in time; the jars are closed then
   */
  static LoadedPlugin load(
      PluginDescriptor descriptor, PluginJars jars, PluginEnvironment environment) {
    PluginInfo info = descriptor.info();
    PluginClassLoader loader = PluginClassLoader.open(info.id(), jars.jars());
    Logger pluginLog = environment.logs().apply("plugin." + info.id());
    PluginGuard guard = new PluginGuard(info, loader, pluginLog);
    Duration limit = environment.createLimit();
    try {
      return new LoadedPlugin(
          info, loader, guard, ask(guard, limit, () -> createEntry(guard, loader)));
    } catch (PluginException e) {
      close(loader, info);
      throw e;
    }
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
      throw new ExtensionException(
          jar, "META-INF/services/" + Reason.of(String.valueOf(e.getMessage())));
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

  void close() {
    close(loader, info);
  }

  private static void close(PluginClassLoader loader, PluginInfo info) {
    try {
      loader.close();
    } catch (IOException e) {
      log.warn("{}: cannot be closed: {}", info.jar(), Reason.of(e));
    }
  }
}
