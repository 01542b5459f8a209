package io.weir.app.cli;

import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.OfferedExtension;
import io.weir.core.plugin.PluginInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The installed plugins as a table: a line for each kind of extension that one offers. */
final class PluginTable {
  private final Path folder;
  private final TextTable table = new TextTable("PLUGIN", "VERSION", "JAR", "OFFERS");

  /**
   * Makes one.
   *
   * @param folder jars are named as seen from there
   */
  PluginTable(Path folder, List<PluginInfo> plugins, List<OfferedExtension> offered) {
    this.folder = folder;
    plugins.forEach(plugin -> add(plugin, offered));
  }

  List<String> lines() {
    return table.lines();
  }

  private void add(PluginInfo plugin, List<OfferedExtension> offered) {
    List<String> offers = new ArrayList<>();
    for (ExtensionKind kind : ExtensionKind.values()) {
      String names =
          offered.stream()
              .filter(offer -> offer.kind() == kind && offer.plugin().id().equals(plugin.id()))
              .map(PluginTable::name)
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

  private String jar(PluginInfo plugin) {
    Path jar = Path.of(plugin.jar());
    return jar.startsWith(folder) ? folder.relativize(jar).toString() : plugin.jar();
  }

  private static String name(OfferedExtension offer) {
    return offer
        .replacedBy()
        .map(winner -> offer.name() + " (replaced by " + winner.id() + ")")
        .orElse(offer.name());
  }
}
