package io.weir.core.certificate;

/**
 * Notices that something is other than before and has come to rest, by looking at it again and
 * again: what is half written looks different each time.
 *
 * @param <S> what it looks like; compared by {@code equals}
 */
final class SettledChange<S> {
  private S known;
  private S last;

  /** Begins with what it looks like now. */
  SettledChange(S now) {
    this.known = now;
    this.last = now;
  }

  /** Whether it is other than what was known, and looked the same last time. */
  boolean isDue(S now) {
    boolean due = !now.equals(known) && now.equals(last);
    last = now;
    if (due) {
      known = now;
    }
    return due;
  }
}
