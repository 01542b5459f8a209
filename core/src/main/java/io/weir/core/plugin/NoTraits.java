package io.weir.core.plugin;

import io.weir.api.ExtensionFactory;

/** For kinds of extension of which core needs to know nothing before one is created. */
public record NoTraits() {

  static NoTraits of(ExtensionFactory<?, ?> factory) {
    return new NoTraits();
  }
}
