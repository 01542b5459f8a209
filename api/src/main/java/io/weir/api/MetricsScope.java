package io.weir.api;

import java.util.function.DoubleSupplier;

/**
 * Where a plugin registers its metrics. Names are given without the prefix, which is {@code
 * weir_plugin_<id>_}; the same name registered again returns the same metric. Labels are those weir
 * sets itself ({@code owner}), so that their number stays bounded; so is that of names per plugin.
 * What a product has registered disappears when it is closed; registering then, or one name too
 * many, throws an {@link IllegalStateException}. Safe for use by several threads.
 */
public interface MetricsScope {

  /**
   * A counter.
   *
   * @param name lower-case letters, digits and {@code _}, without the suffix {@code _total}
   * @param help one sentence
   * @throws IllegalArgumentException if the name is malformed, has over 64 characters, or belongs
   *     to a metric of the other type
   */
  Counter counter(String name, String help);

  /**
   * A gauge that is read when metrics are collected.
   *
   * @param name lower-case letters, digits and {@code _}, with the base unit as its suffix
   * @param help one sentence
   * @param value read on any thread; must not block. Where it throws, the gauge shows not-a-number
   * @throws IllegalArgumentException if the name is malformed, has over 64 characters, or belongs
   *     to a metric of the other type
   */
  void gauge(String name, String help, DoubleSupplier value);

  /** A number that only grows. Safe for use by several threads; never blocks. */
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
