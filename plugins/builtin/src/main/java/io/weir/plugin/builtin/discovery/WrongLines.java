package io.weir.plugin.builtin.discovery;

import io.weir.plugin.builtin.text.Excerpt;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a list that name no backend; of very many only the first ones, so that a source
 * cannot fill the memory.
 *
 * @param count how many there are
 * @param lines the first ones
 * @param reason what is wrong with the first one
 */
record WrongLines(int count, Set<String> lines, String reason) {
  static final WrongLines NONE = new WrongLines(0, Set.of(), "");

  /** Whether these are the same lines, in whatever order. */
  boolean areThoseOf(WrongLines other) {
    return count == other.count && lines.equals(other.lines);
  }

  /** Collects them one by one. */
  static final class Collector {
    private static final int MOST_KEPT = 100;

    private final Set<String> lines = new LinkedHashSet<>();
    private int count;
    private String reason = "";

    void add(String line, @Nullable String expected) {
      count++;
      if (count == 1) {
        reason = "\"" + Excerpt.of(line) + "\" (expected: " + expected + ")";
      }
      if (lines.size() < MOST_KEPT) {
        lines.add(Excerpt.of(line));
      }
    }

    WrongLines collected() {
      return new WrongLines(count, lines, reason);
    }
  }
}
