package io.weir.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the binder has to know about the extensions that are installed. */
public interface ExtensionTypes {

  /** The names that can be selected for a kind of extension, sorted. */
  Set<String> names(ExtensionKind kind);

  /**
   * The record that holds the keys of an extension of its own; empty if there is none of that name.
   */
  Optional<Class<? extends Record>> configType(ExtensionKind kind, String name);

  /**
   * The ids of the plugins that are installed, those that could not be loaded too. Empty if nothing
   * is known of plugins: {@code plugins.replace} is not checked then.
   */
  default Set<String> pluginIds() {
    return Set.of();
  }

  /**
   * Who offers what of a kind, also what another replaces: plugins' ids by the extension's name.
   */
  default Map<String, Set<String>> offers(ExtensionKind kind) {
    return Map.of();
  }

  /**
   * Whether these are all: false if a plugin could not be loaded. That is reported elsewhere, so
   * what it may offer is not missed here.
   */
  default boolean isComplete() {
    return true;
  }
}
