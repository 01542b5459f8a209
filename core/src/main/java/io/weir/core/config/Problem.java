package io.weir.core.config;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a configuration, or only worth a warning. One type for both, so that
 * every message of weir about a configuration reads the same.
 *
 * @param origin where it was written
 * @param path the key, dotted from the top; empty if it is about the file as such
 * @param statement what is wrong there, and what was expected
 */
public record Problem(Origin origin, String path, String statement) {

  /** A value that is not what was expected. */
  static Problem wrongValue(
      Place place, String value, String expected, @Nullable String suggestion) {
    return at(place, value + " (expected: " + expected + ")" + didYouMean(suggestion));
  }

  /** A key that has to be there. */
  static Problem missing(Place place, String expected) {
    return at(place, "missing (expected: " + expected + ")");
  }

  /** Anything else about a key. */
  static Problem at(Place place, String statement) {
    return new Problem(place.origin(), place.path(), statement);
  }

  /** About the file as such. */
  static Problem inFile(Origin origin, String statement) {
    return new Problem(origin, "", statement);
  }

  static String didYouMean(@Nullable String suggestion) {
    return suggestion == null ? "" : ". Did you mean \"" + suggestion + "\"?";
  }

  /** In one line: {@code file:line path: "value" (expected: ...). Did you mean "x"?}. */
  @Override
  public String toString() {
    return origin + "  " + (path.isEmpty() ? "" : path + ": ") + statement;
  }
}
