package io.weir.core.plugin;

import java.time.Duration;

/**
 * How a call into a plugin went.
 *
 * @param <R> what it answers
 */
public sealed interface CallResult<R> {
  /**
   * It returned.
   *
   * @param answer what it returned
   */
  record Answered<R>(R answer) implements CallResult<R> {}

  /** There is no answer. */
  sealed interface Failure<R> extends CallResult<R> {
    /** Why, in one line without the plugin's name. */
    String reason();
  }

  /**
   * It threw, or returned nothing.
   *
   * @param thrown what it threw
   */
  record Threw<R>(Throwable thrown) implements Failure<R> {
    @Override
    public String reason() {
      return Reason.alone(thrown);
    }

    /** Whether the plugin is at fault, and not something that it tells of. */
    public boolean isFault() {
      return switch (thrown) {
        case ExtensionException e -> e.isFault();
        case RuntimeException _, Error _ -> true;
        default -> false;
      };
    }
  }

  /**
   * It did not return in time.
   *
   * @param limit how long that was
   */
  record Overdue<R>(Duration limit) implements Failure<R> {
    @Override
    public String reason() {
      return "no answer within " + limit.toMillis() + " ms";
    }
  }
}
