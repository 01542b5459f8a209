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
  private static final List<String> HEAD = List.of("PLUGIN", "VERSION", "JAR", "OFFERS");
  private static final String GAP = "  ";

  private final Path folder;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param folder jars are named as seen from there
   */
  PluginTable(Path folder, List<PluginInfo> plugins, List<OfferedExtension> offered) {
    this.folder = folder;
    rows.add(HEAD);
    plugins.forEach(plugin -> add(plugin, offered));
  }

  List<String> lines() {
    return rows.stream().map(this::line).toList();
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
    rows.add(
        List.of(
            plugin.id(),
            plugin.version(),
            jar(plugin),
            offers.isEmpty() ? "nothing" : offers.getFirst()));
    offers.stream().skip(1).forEach(offer -> rows.add(List.of("", "", "", offer)));
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

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size() - 1; column++) {
      String cell = row.get(column);
      line.append(cell).repeat(' ', width(column) - cell.length()).append(GAP);
    }
    return line.append(row.getLast()).toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
