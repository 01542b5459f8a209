package io.weir.core.plugin;

import io.weir.api.ApiVersion;
import io.weir.core.certificate.FileStamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads the plugins that are installed. It goes on after a problem, so that an operator sees all of
 * them at once.
 */
public final class PluginLoader {
  private final PluginEnvironment environment;

  /**
   * Loads nothing yet.
   *
   * @param environment what the process lends to plugins
   */
  public PluginLoader(PluginEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Loads all plugins.
   *
   * @param folders where they are; each holds {@code NAME.jar} or {@code NAME/*.jar} per plugin
   * @param replace {@code plugins.replace}: kind and name of an extension, e.g. {@code
   *     "balancer/weight"}, to the id of the plugin whose it is to be
   * @param protocols the protocols there are; health checks are asked which they support
   * @return what they offer, to be closed after the last of their products, and what is wrong with
   *     them. What is wrong in {@code plugins.replace} is not among that: binding the configuration
   *     finds it
   */
  public InstalledPlugins load(
      List<Path> folders, Map<String, String> replace, Set<String> protocols) {
    Loading loading = new Loading(List.of());
    folders.forEach(loading::folder);
    return installed(loading, replace, protocols);
  }

  /**
   * Looks at the folders again, for a weir that runs. Plugins whose jars are as they were are not
   * loaded again.
   *
   * @param running what is installed so far
   * @return what is there now; it changes nothing, and is to be closed
   */
  public PluginChange change(
      List<Path> folders,
      Map<String, String> replace,
      Set<String> protocols,
      ExtensionRegistries running) {
    Loading loading = new Loading(running.catalog().plugins());
    folders.forEach(loading::folder);
    ExtensionCatalog before = running.catalog();
    boolean same = loading.problems.isEmpty() && before.isOf(loading.plugins, replace);
    ExtensionCatalog catalog = same ? before : catalog(loading, replace, protocols);
    return new PluginChange(running, catalog, loading.problems);
  }

  /**
   * Loads one plugin, wherever it lies.
   *
   * @param place its jar, or the folder with it and its libraries
   * @param protocols the protocols there are
   */
  InstalledPlugins loadOne(Path place, Set<String> protocols) {
    Loading loading = new Loading(List.of());
    loading.all(PluginJars.at(place, loading.problems::add));
    return installed(loading, Map.of(), protocols);
  }

  private InstalledPlugins installed(
      Loading loading, Map<String, String> replace, Set<String> protocols) {
    ExtensionCatalog catalog = catalog(loading, replace, protocols);
    return new InstalledPlugins(new ExtensionRegistries(catalog, environment), loading.problems);
  }

  private ExtensionCatalog catalog(
      Loading loading, Map<String, String> replace, Set<String> protocols) {
    return new ExtensionCatalog(
        loading.plugins,
        loading.notLoaded,
        loading.problems.isEmpty(),
        new Replacements(replace, loading.problems::add),
        protocols,
        environment,
        loading.problems::add);
  }

  /** One run over the folders. */
  private final class Loading {
    final List<LoadedPlugin> plugins = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final Set<String> notLoaded = new HashSet<>();
    private final Map<String, PluginDescriptor> seen = new HashMap<>();
    private final List<LoadedPlugin> running;

    /**
     * Begins with nothing.
     *
     * @param running plugins that are loaded already
     */
    Loading(List<LoadedPlugin> running) {
      this.running = running;
    }

    void folder(Path folder) {
      all(PluginJars.in(folder, problems::add));
    }

    void all(List<PluginJars> found) {
      for (PluginJars jars : found) {
        try {
          // Taken first: what is written while they are read is another plugin.
          List<FileStamp> stamps = jars.stamps();
          plugin(jars, stamps, PluginDescriptor.of(jars));
        } catch (PluginException e) {
          problems.addAll(e.lines());
        }
      }
    }

    private void plugin(PluginJars jars, List<FileStamp> stamps, PluginDescriptor descriptor) {
      PluginDescriptor twin = seen.putIfAbsent(descriptor.id(), descriptor);
      if (twin != null) {
        problems.add(
            "%s and %s are both plugin \"%s\". Remove one."
                .formatted(twin.jar(), descriptor.jar(), descriptor.id()));
        return;
      }
      if (!descriptor.api().contains(ApiVersion.CURRENT)) {
        notLoaded.add(descriptor.id());
        problems.add(
            "%s: plugin %s %s is for API %s (expected: a range with %s, which this weir offers)"
                .formatted(
                    descriptor.jar(),
                    descriptor.id(),
                    descriptor.version(),
                    descriptor.api(),
                    ApiVersion.CURRENT));
        return;
      }
      notLoaded.add(descriptor.id());
      plugins.add(
          running.stream()
              .filter(plugin -> plugin.isOf(jars))
              .findFirst()
              .orElseGet(() -> LoadedPlugin.load(descriptor, jars, stamps, environment)));
      notLoaded.remove(descriptor.id());
    }
  }
}
