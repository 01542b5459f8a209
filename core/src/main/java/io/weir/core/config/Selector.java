package io.weir.core.config;

import java.util.Set;
import java.util.TreeSet;

/**
 * The key that selects an extension, and what it can be.
 *
 * @param key its name
 * @param place where it stands
 */
record Selector(String key, Place place) {
  /**
   * Kind of a section {@code healthcheck} that stands for none; core's own, so that nobody has to
   * offer it.
   */
  static final String NONE = "none";

  private static final String BESIDE = "../";
  private static final String AMONG = "./";

  /** Where a key stands that selects an extension. */
  enum Place {
    /** In the extension's section. */
    INSIDE,
    /** Beside the extension's section. */
    BESIDE,
    /** Among the extension's keys, which have no section of their own. */
    AMONG
  }

  static Selector of(ExtensionPoint point) {
    String key = point.selectedBy();
    if (key.startsWith(BESIDE)) {
      return new Selector(key.substring(BESIDE.length()), Place.BESIDE);
    }
    return key.startsWith(AMONG)
        ? new Selector(key.substring(AMONG.length()), Place.AMONG)
        : new Selector(key, Place.INSIDE);
  }

  /**
   * What may be selected, sorted.
   *
   * @param optional whether there may be no extension at all
   */
  static Set<String> names(ExtensionKind kind, ExtensionTypes types, boolean optional) {
    Set<String> names = new TreeSet<>(types.names(kind));
    if (optional) {
      names.add(NONE);
    }
    return names;
  }
}
