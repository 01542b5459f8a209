package io.weir.core.config;

/** Takes what is wrong with one section. */
@FunctionalInterface
public interface SectionProblems {

  /**
   * Reports a problem.
   *
   * @param key the key in the section, dotted for a section inside it, e.g. {@code
   *     "udp.transparent"}; empty for the section as a whole. If the key is not in the file, the
   *     section's line is named
   * @param expected what would have been right
   */
  void report(String key, String expected);
}
