package io.weir.core.pool;

/**
 * How a call into a plugin went.
 *
 * @param <T> what it answers
 */
sealed interface CallResult<T> {

  /**
   * It returned.
   *
   * @param answer what it returned
   */
  record Answered<T>(T answer) implements CallResult<T> {}

  /**
   * It threw, returned nothing or did not return in time.
   *
   * @param reason one line for the log
   */
  record Failed<T>(String reason) implements CallResult<T> {}
}
