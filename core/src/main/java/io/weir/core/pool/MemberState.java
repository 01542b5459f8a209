package io.weir.core.pool;

import java.time.Instant;
import java.util.Locale;

/**
 * What a member is good for, since when and why.
 *
 * @param word what it is good for
 * @param why the kind of reason
 * @param detail more about it, e.g. what its check found; may be empty
 * @param since when the word began to be true
 */
public record MemberState(BackendState word, Why why, String detail, Instant since) {

  /** A kind of reason. The words are the same in the API, the log and the metrics. */
  public enum Why {
    /** It is as {@code initial_status} says, or is not checked at all. */
    INITIAL,
    /** Its checks pass again. */
    CHECK_PASSED,
    /** Its checks fail. */
    CHECK_FAILED,
    /** The name of its host has no address yet. */
    UNRESOLVED,
    /** Connections to it failed. */
    CONNECTIONS_FAILED,
    /** It was ejected, and its time is over. */
    EJECTION_OVER,
    /** {@code fail_back_hold} is not over yet. */
    HELD_BACK,
    /** {@code slow_start} is not over yet. */
    SLOW_START,
    /** An operator says so. */
    OPERATOR,
    /** Its discovery does not name it any more. */
    VANISHED;

    /** The word for it, e.g. {@code "check_failed"}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static MemberState initially(boolean live) {
    return new MemberState(
        live ? BackendState.UP : BackendState.DOWN, Why.INITIAL, "", Instant.now());
  }

  /** The same for another reason, or another word from now on. */
  MemberState becoming(BackendState next, Why nextWhy, String nextDetail, Instant now) {
    return next == word
        ? new MemberState(word, nextWhy, nextDetail, since)
        : new MemberState(next, nextWhy, nextDetail, now);
  }

  /** Whether it takes connections. */
  boolean usable() {
    return word == BackendState.UP || isRamping();
  }

  /** Whether it takes connections, but not yet its whole share. */
  boolean isRamping() {
    return word == BackendState.STARTING && why == Why.SLOW_START;
  }

  /**
   * Whether it takes connections where there is nobody else: nothing says that it does not work.
   */
  boolean standsBy() {
    return word == BackendState.EJECTED || (word == BackendState.STARTING && !isRamping());
  }

  /** Whether it takes connections where too many others are down. */
  boolean usableInPanic() {
    return switch (word) {
      case UP, STARTING, EJECTED -> true;
      case DOWN -> why == Why.CHECK_FAILED;
      case DRAINING, DISABLED -> false;
    };
  }
}
