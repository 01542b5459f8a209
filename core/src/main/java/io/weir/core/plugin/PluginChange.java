package io.weir.core.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Other plugins that a running weir may go on by: those that are in the folders now. The ones whose
 * jars nobody has touched are the same objects; the others are loaded a second time, beside those
 * that run.
 */
public final class PluginChange implements AutoCloseable {
  private final ExtensionRegistries running;
  private final ExtensionCatalog before;
  private final ExtensionCatalog catalog;
  private final List<String> problems;
  private boolean begun;
  private boolean committed;

  PluginChange(ExtensionRegistries running, ExtensionCatalog catalog, List<String> problems) {
    this.running = running;
    this.before = running.catalog();
    this.catalog = catalog;
    this.problems = List.copyOf(problems);
  }

  /** What they offer together. */
  public ExtensionCatalog catalog() {
    return catalog;
  }

  /** What is wrong with them, a line each; unless it is empty they must not be gone on by. */
  public List<String> problems() {
    return problems;
  }

  /**
   * Makes sure that nothing is.
   *
   * @throws PluginException otherwise, with all of it
   */
  public void requireSound() {
    if (!problems.isEmpty()) {
      throw new PluginException(problems);
    }
  }

  /** In what they differ from those that run, a line each, by id. */
  public List<String> lines() {
    Map<String, LoadedPlugin> old = byId(before);
    Map<String, LoadedPlugin> next = byId(catalog);
    List<String> lines = new ArrayList<>();
    next.forEach((id, plugin) -> {
      String line = line(id, old.get(id), plugin);
      if (line != null) {
        lines.add(line);
      }
    });
    old.keySet().stream()
        .filter(id -> !next.containsKey(id))
        .forEach(id -> lines.add(id + ": removed"));
    return lines;
  }

  private static Map<String, LoadedPlugin> byId(ExtensionCatalog catalog) {
    Map<String, LoadedPlugin> byId = new LinkedHashMap<>();
    catalog.plugins().forEach(plugin -> byId.put(plugin.info().id(), plugin));
    return byId;
  }

  private static @Nullable String line(String id, @Nullable LoadedPlugin old, LoadedPlugin plugin) {
    if (old == plugin) {
      return null;
    }
    PluginInfo info = plugin.info();
    if (old == null) {
      return "%s: added, %s (%s)".formatted(id, info.version(), info.jar());
    }
    String version = old.info().version();
    return version.equals(info.version())
        ? "%s: changed, %s as before (%s)".formatted(id, version, info.jar())
        : "%s: changed, %s to %s (%s)".formatted(id, version, info.version(), info.jar());
  }

  /**
   * Lets products be made of them; those that run go on. {@link #commit} or {@link #close} ends
   * that.
   *
   * @throws IllegalStateException if others have become the running ones since this was made
   */
  public void begin() {
    if (running.catalog() != before) {
      throw new IllegalStateException("the plugins were exchanged since");
    }
    begun = true;
    running.expect(catalog);
  }

  /** Goes on by them. Those that are gone live on for the products that are left of them. */
  public void commit() {
    committed = true;
    running.goOnBy(catalog);
  }

  /** Gives up what was not committed. */
  @Override
  public void close() {
    if (!committed) {
      if (begun) {
        running.expect(null);
      }
      List<LoadedPlugin> unused = new ArrayList<>(catalog.plugins());
      unused.removeAll(before.plugins());
      unused.forEach(LoadedPlugin::giveUp);
    }
  }
}
