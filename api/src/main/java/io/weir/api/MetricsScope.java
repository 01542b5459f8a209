package io.weir.api;

import java.util.function.DoubleSupplier;

/**
 * Where a product registers its metrics; each has one, from {@link PluginContext#metrics}. Names
 * are given without the prefix, which is {@code weir_plugin_<id>_}, a {@code -} in the id being a
 * {@code _}; each may have 64 characters. Labels are those weir sets itself ({@code owner}), so
 * that their number stays bounded; so is that of names, 100 per plugin. What a product has
 * registered disappears when it is closed; registering then, or one name too many, throws an {@link
 * IllegalStateException}. Safe for use by several threads; never blocks for long.
 */
public interface MetricsScope {

  /**
   * A counter. The same name again gives the counter that there is: of the same owner the same
   * number, of another owner one of its own.
   *
   * @param name a lower-case letter, then lower-case letters, digits and {@code _}, without the
   *     suffix {@code _total}
   * @param help one sentence; that of the first product to register the name is shown
   * @return the counter; it goes on counting after the product was closed, but nobody sees it
   * @throws IllegalArgumentException if the name is malformed, has over 64 characters, or belongs
   *     to a metric of the other type
   * @throws IllegalStateException if the product was closed, or the plugin has 100 names already
   */
  Counter counter(String name, String help);

  /**
   * A gauge that is read when metrics are collected. The same name again, of the same owner, takes
   * the place of the one before.
   *
   * @param name a lower-case letter, then lower-case letters, digits and {@code _}, with the base
   *     unit as its suffix
   * @param help one sentence; that of the first product to register the name is shown
   * @param value read on any thread, never twice at the same time; must not block. Where it throws,
   *     the gauge shows not-a-number; where it takes so long that all gauges together take more
   *     than 1 s, its thread is interrupted and the gauge left out. It may be read once more while
   *     the product closes
   * @throws IllegalArgumentException if the name is malformed, has over 64 characters, or belongs
   *     to a metric of the other type
   * @throws IllegalStateException if the product was closed, or the plugin has 100 names already
   */
  void gauge(String name, String help, DoubleSupplier value);

  /**
   * A number that only grows, from 0. Safe for use by several threads; never blocks, so that event
   * loops may count.
   */
  interface Counter {
    /** Adds one. */
    default void increment() {
      add(1);
    }

    /**
     * Adds to the counter.
     *
     * @param amount 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    void add(long amount);
  }
}
