package io.weir.plugin.builtin.discovery;

import io.weir.api.text.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one list that name no backend. They are not kept, only told apart from those of
 * another list.
 *
 * @param count how many there are
 * @param fingerprint the sum of their hashes, which does not depend on their order
 * @param reason the first one and what was expected
 */
record WrongLines(int count, long fingerprint, String reason) {
  static final WrongLines NONE = new WrongLines(0, 0, "");

  /** These and one more. */
  WrongLines and(String line, @Nullable String expected) {
    return new WrongLines(
        count + 1,
        fingerprint + line.hashCode(),
        count == 0 ? "\"" + Excerpt.of(line) + "\" (expected: " + expected + ")" : reason);
  }

  /** Whether these are the same lines. */
  boolean areThoseOf(WrongLines other) {
    return count == other.count && fingerprint == other.fingerprint;
  }
}
