package io.weir.core.config;

import org.jspecify.annotations.Nullable;

/** Takes what is wrong with one section. */
public interface SectionProblems {

  /**
   * Reports a problem.
   *
   * @param key the key in the section, dotted for a section inside it, e.g. {@code
   *     "udp.transparent"}; empty for the section as a whole. If the key is not in the file, the
   *     section's line is named
   * @param expected what would have been right
   */
  default void report(String key, String expected) {
    report(key, expected, null);
  }

  /**
   * Tells something that an operator should know although it is no problem.
   *
   * @param key as above
   * @param statement what there is to know
   */
  void warn(String key, String statement);

  /**
   * Reports a problem with what was probably meant.
   *
   * @param key as above
   * @param expected what would have been right
   * @param suggestion the value that is nearest to the one in the file; null if none is near
   */
  void report(String key, String expected, @Nullable String suggestion);
}
