package io.weir.core.lifecycle;

/** Hears how far a start has come, so that the time it takes can be put down to its phases. */
@FunctionalInterface
public interface StartProgress {

  /** Hears nothing. */
  StartProgress IGNORED = phase -> {};

  /**
   * A phase has ended, and the next one begins.
   *
   * @param phase {@code configuration}, {@code plugins}, {@code binding}, {@code injector}, {@code
   *     listening}, in this order
   */
  void ended(String phase);
}
