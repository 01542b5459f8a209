package io.weir.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a configuration may ask for that this version cannot do yet. A check accepts it, a start
 * does not. What becomes available is taken off here, and with the last entry the class goes.
 */
public final class MissingCapabilities {
  /** Extensions that have their names, and whose plugins are not there yet. */
  private static final Map<ExtensionKind, Set<String>> KINDS = Map.of();

  private final List<String> lines = new ArrayList<>();

  private MissingCapabilities() {}

  /** The names of extensions of a kind whose plugins may not be there yet. */
  static Set<String> kinds(ExtensionKind kind) {
    return KINDS.getOrDefault(kind, Set.of());
  }

  /**
   * What a start with this configuration would lack, a line each, naming section and capability.
   */
  public static List<String> of(WeirConfig config) {
    MissingCapabilities missing = new MissingCapabilities();
    config
        .servers()
        .forEach((name, server) ->
            missing.add(
                "servers." + name + ".discovery.kind",
                ExtensionKind.DISCOVERY,
                server.discovery()));
    return List.copyOf(missing.lines);
  }

  private void add(String key, ExtensionKind kind, ExtensionSection<?> section) {
    if (section.own() instanceof NoKeys && kinds(kind).contains(section.kind())) {
      lines.add(
          "%s: %s \"%s\" is not available in this version"
              .formatted(key, kind.word(), section.kind()));
    }
  }
}
