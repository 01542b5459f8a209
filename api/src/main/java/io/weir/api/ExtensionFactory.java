package io.weir.api;

/**
 * Makes the products of one kind, e.g. the discovery of each server. There is one factory per
 * process and kind, the object that the plugin's entry class returned ({@link WeirPlugin}); it
 * lives as long as the process and is never closed. What its products have to share lies in it.
 *
 * <p>{@link #kind} and {@link #configType} are asked while the plugin is loaded, on the thread that
 * has called {@link WeirPlugin} and within its 10 s. {@link #create} is called later, on a thread
 * of its own, for several owners at the same time; so it must be safe to call from several threads.
 *
 * @param <T> what is made
 * @param <C> the record that holds the kind's own configuration keys
 */
public interface ExtensionFactory<T, C extends Record> {

  /**
   * What selects it in the configuration, e.g. {@code "consul"}. Must not block; what it throws,
   * and null, stop the start with a line that names the jar. So does the same name twice in one
   * plugin, and in two, unless {@code plugins.replace} says who wins.
   *
   * @return a lower-case letter, then lower-case letters, digits or {@code -}, 64 characters at
   *     most; the same at every call
   */
  String kind();

  /**
   * The record whose components are the kind's own keys ({@code consulHost} is the key {@code
   * consul_host}). weir binds and validates it before {@link #create}; keys that weir's own part of
   * the section has (such as {@code interval}) never reach it. A kind without keys returns a record
   * without components. It need not be public. What components may be is in {@link
   * io.weir.api.config}. Two records that are {@code equals} are the same configuration: then a
   * reload keeps the product.
   *
   * @return the record class; the same at every call, never null. One with a component that cannot
   *     be bound is an error of each configuration that selects the kind
   */
  Class<C> configType();

  /**
   * Makes a product, a new one at each call unless it has no state. Called on a thread of its own,
   * with the plugin's class loader as the context loader. It may block; after 10 s its thread is
   * interrupted, which means stop, and the server does not start. A product that comes later than
   * that is closed and not used.
   *
   * <p>On a reload it is called again, before the earlier product is closed, only if the kind or
   * the record of its section is another one: two products of one owner then exist for a moment. If
   * another part of the same server cannot be made, the product is closed without having been used.
   *
   * @param config the bound record, of {@link #configType}; never null
   * @param context what the host lends to this product; no other has it
   * @return the product, never null
   * @throws io.weir.api.config.InvalidConfigException if a value is wrong in a way that only the
   *     plugin can know; weir reports it with file and line of the key, which is one of the
   *     record's
   * @throws Exception for anything else, errors among it; the server does not start and one line
   *     with the message is shown. The stack trace is in the log {@code plugin.<id>} at debug, as
   *     for all that a plugin throws
   */
  T create(C config, PluginContext context) throws Exception;
}
