package io.weir.plugin.rows;

import org.jspecify.annotations.Nullable;

/**
 * The elements of one array that describe no backend. They are not kept, only told apart from those
 * of another array.
 *
 * @param count how many there are
 * @param fingerprint the sum of their hashes, which does not depend on their order
 * @param reason where the first one is and what was expected
 */
record WrongRows(int count, long fingerprint, String reason) {
  static final WrongRows NONE = new WrongRows(0, 0, "");

  /** These and one more. */
  WrongRows and(int place, Object identity, @Nullable String expected) {
    return new WrongRows(
        count + 1,
        fingerprint + identity.hashCode(),
        count == 0 ? "[" + place + "] (expected: " + expected + ")" : reason);
  }

  /** Whether these are the same elements. */
  boolean areThoseOf(WrongRows other) {
    return count == other.count && fingerprint == other.fingerprint;
  }
}
