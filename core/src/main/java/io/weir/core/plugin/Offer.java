package io.weir.core.plugin;

import io.weir.api.ExtensionFactory;
import io.weir.api.PluginContext;

/**
 * An extension that a loaded plugin offers, with what the factory said of itself at load: it is not
 * asked again.
 *
 * @param name what selects it
 * @param plugin who offers it
 * @param factory makes its products; only called through the plugin's guard
 * @param configType the record of its keys
 * @param traits what else core needs to know beforehand
 */
record Offer<T, M>(
    String name,
    PluginGuard plugin,
    ExtensionFactory<T, ? extends Record> factory,
    Class<? extends Record> configType,
    M traits) {

  /**
   * Makes a product; called through the plugin's guard.
   *
   * @param config of the type {@link #configType}
   */
  T make(Record config, PluginContext context) throws Exception {
    // The record is of the factory's own type: whoever calls has bound it to that.
    @SuppressWarnings("unchecked")
    ExtensionFactory<T, Record> own = (ExtensionFactory<T, Record>) factory;
    return own.create(config, context);
  }
}
