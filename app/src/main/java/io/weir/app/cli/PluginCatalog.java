package io.weir.app.cli;

import io.weir.core.config.ExtensionKey;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.OfferedExtension;
import io.weir.core.plugin.PluginInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The installed plugins: as a table, with all their keys, or for a program. */
final class PluginCatalog {
  private final Path folder;
  private final List<PluginInfo> plugins;
  private final List<OfferedExtension> offered;

  /**
   * Makes one.
   *
   * @param folder jars are named as seen from there
   */
  PluginCatalog(Path folder, List<PluginInfo> plugins, List<OfferedExtension> offered) {
    this.folder = folder;
    this.plugins = List.copyOf(plugins);
    this.offered = List.copyOf(offered);
  }

  /** A line for each kind of extension that a plugin offers. */
  List<String> table() {
    TextTable table = new TextTable("PLUGIN", "VERSION", "JAR", "OFFERS");
    for (PluginInfo plugin : plugins) {
      List<String> offers = new ArrayList<>();
      for (ExtensionKind kind : ExtensionKind.values()) {
        String names =
            of(plugin).stream()
                .filter(offer -> offer.kind() == kind)
                .map(PluginCatalog::name)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
          offers.add(kind.word() + ": " + names);
        }
      }
      table.add(
          plugin.id(),
          plugin.version(),
          jar(plugin),
          offers.isEmpty() ? "nothing" : offers.getFirst());
      offers.stream().skip(1).forEach(offer -> table.add("", "", "", offer));
    }
    return table.lines();
  }

  /** A paragraph for each extension, with its keys. */
  List<String> details() {
    List<String> lines = new ArrayList<>();
    for (PluginInfo plugin : plugins) {
      lines.add("%s %s (%s)".formatted(plugin.id(), plugin.version(), jar(plugin)));
      of(plugin).forEach(offer -> lines.addAll(detail(offer)));
      lines.add("");
    }
    return lines.subList(0, Math.max(0, lines.size() - 1));
  }

  private List<String> detail(OfferedExtension offer) {
    List<String> lines = new ArrayList<>();
    lines.add("  " + offer.kind().word() + " " + name(offer) + replaces(offer));
    try {
      TextTable table = new TextTable("KEY", "TYPE", "LEFT OUT", "MEANING");
      List<ExtensionKey> keys = ExtensionKey.of(offer.configType());
      keys.forEach(key -> table.add(key.name(), key.type(), leftOut(key), key.doc()));
      if (!keys.isEmpty()) {
        table.lines().forEach(line -> lines.add("    " + line));
      }
    } catch (IllegalArgumentException e) {
      lines.add("    cannot be configured: " + e.getMessage());
    }
    return lines;
  }

  private static String leftOut(ExtensionKey key) {
    return key.required() ? "required" : key.preset().orElse("-");
  }

  private String replaces(OfferedExtension winner) {
    String losers =
        offered.stream()
            .filter(offer -> offer.kind() == winner.kind() && offer.name().equals(winner.name()))
            .filter(offer -> offer.replacedBy().filter(winner.plugin()::equals).isPresent())
            .map(offer -> offer.plugin().id())
            .collect(Collectors.joining(", "));
    return losers.isEmpty() ? "" : " (replaces that of " + losers + ")";
  }

  /** The same as a tree of lists and texts. */
  Map<String, Object> tree() {
    return Map.of("plugins", plugins.stream().map(this::tree).toList());
  }

  private Map<String, Object> tree(PluginInfo plugin) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", plugin.id());
    tree.put("version", plugin.version());
    tree.put("jar", jar(plugin));
    tree.put("offers", of(plugin).stream().map(PluginCatalog::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(OfferedExtension offer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", offer.kind().word());
    tree.put("name", offer.name());
    offer.replacedBy().ifPresent(winner -> tree.put("replaced_by", winner.id()));
    try {
      tree.put(
          "keys", ExtensionKey.of(offer.configType()).stream().map(PluginCatalog::tree).toList());
    } catch (IllegalArgumentException e) {
      tree.put("problem", String.valueOf(e.getMessage()));
    }
    return tree;
  }

  private static Map<String, Object> tree(ExtensionKey key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", key.name());
    tree.put("type", key.type());
    tree.put("required", key.required());
    key.preset().ifPresent(preset -> tree.put("default", preset));
    tree.put("meaning", key.doc());
    return tree;
  }

  private List<OfferedExtension> of(PluginInfo plugin) {
    return offered.stream().filter(offer -> offer.plugin().id().equals(plugin.id())).toList();
  }

  private String jar(PluginInfo plugin) {
    return InstalledJar.shown(plugin.jar(), folder);
  }

  private static String name(OfferedExtension offer) {
    return offer
        .replacedBy()
        .map(winner -> offer.name() + " (replaced by " + winner.id() + ")")
        .orElse(offer.name());
  }
}
