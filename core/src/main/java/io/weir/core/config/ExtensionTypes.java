package io.weir.core.config;

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
}
