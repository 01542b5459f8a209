package io.weir.core.config;

import java.util.Set;
import java.util.TreeSet;

/**
 * The key that selects an extension, and what it can be.
 *
 * @param key its name
 * @param isBeside whether it stands beside the section that it is about, not in it
 */
record Selector(String key, boolean isBeside) {
  /**
   * Kind of a section {@code healthcheck} that stands for none; core's own, so that nobody has to
   * offer it.
   */
  static final String NONE = "none";

  private static final String BESIDE = "../";

  static Selector of(ExtensionPoint point) {
    String key = point.selectedBy();
    return key.startsWith(BESIDE)
        ? new Selector(key.substring(BESIDE.length()), true)
        : new Selector(key, false);
  }

  /**
   * What may be selected, sorted.
   *
   * @param optional whether there may be no extension at all
   */
  static Set<String> names(ExtensionKind kind, ExtensionTypes types, boolean optional) {
    Set<String> names = new TreeSet<>(types.names(kind));
    if (kind == ExtensionKind.DISCOVERY) {
      names.addAll(MissingCapabilities.DISCOVERY_KINDS);
    }
    if (optional) {
      names.add(NONE);
    }
    return names;
  }

  /** Whether it is known but not there yet. */
  static boolean isPending(ExtensionKind kind, String name) {
    return kind == ExtensionKind.DISCOVERY && MissingCapabilities.DISCOVERY_KINDS.contains(name);
  }
}
