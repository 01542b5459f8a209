package io.weir.core.plugin;

import io.weir.core.config.ExtensionKind;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of one kind that a set of plugins offers, one for each name.
 *
 * @param <T> what the extensions make
 * @param <M> what is known of them beforehand
 */
final class Offers<T extends AutoCloseable, M> {
  private final ExtensionPort<T, ?, M> port;
  private final Map<String, Offer<T, M>> byName;

  Offers(ExtensionPort<T, ?, M> port, Map<String, Offer<T, M>> byName) {
    this.port = port;
    this.byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  ExtensionPort<T, ?, M> port() {
    return port;
  }

  ExtensionKind kind() {
    return port.kind();
  }

  /** What can be selected, sorted. */
  Set<String> names() {
    return byName.keySet();
  }

  /** Who offers an extension, and how it is made; null if there is none of that name. */
  @Nullable Offer<T, M> find(String name) {
    return byName.get(name);
  }

  /**
   * Who offers an extension.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Offer<T, M> get(String name) {
    Offer<T, M> offer = byName.get(name);
    if (offer == null) {
      throw new IllegalArgumentException(
          "%s: \"%s\" (expected: one of %s)"
              .formatted(kind().word(), name, String.join(", ", names())));
    }
    return offer;
  }
}
