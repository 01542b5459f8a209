package io.weir.api;

/**
 * Makes one product of one kind, e.g. the discovery of one server. One factory exists per process
 * and kind; it must be safe to call from several threads.
 *
 * @param <T> what is made
 * @param <C> the record that holds the kind's own configuration keys
 */
public interface ExtensionFactory<T, C extends Record> {

  /**
   * What selects it in the configuration, e.g. {@code "consul"}: a lower-case letter, then
   * lower-case letters, digits or {@code -}, 64 characters at most. The same at every call.
   */
  String kind();

  /**
   * The record whose components are the kind's own keys ({@code consulHost} is the key {@code
   * consul_host}). weir binds and validates it before {@link #create}; keys that weir's own part of
   * the section has (such as {@code interval}) never reach it. A kind without keys returns a record
   * without components. It need not be public. Annotations and types that components may carry are
   * in {@link io.weir.api.config}. Two records that are {@code equals} are the same configuration.
   */
  Class<C> configType();

  /**
   * Makes a product, a new one at each call unless it has no state. Called on a thread of its own;
   * may block, and after 10 s is interrupted, which means stop, and given up. It is called again,
   * and the earlier product closed afterwards, only when the configuration of the section changed.
   *
   * @param config the bound record
   * @param context what the host lends to this product
   * @throws io.weir.api.config.InvalidConfigException if a value is wrong in a way that only the
   *     plugin can know; weir reports it with file and line of the key, which is one of the
   *     record's
   * @return the product, never null
   * @throws Exception for anything else; the server does not start and the message is shown. The
   *     stack trace is in the log {@code plugin.<id>} at debug, as for all that a plugin throws
   */
  T create(C config, PluginContext context) throws Exception;
}
