package io.weir.plugin.http;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weir.api.config.Doc;
import io.weir.api.text.Excerpt;

/**
 * A regular expression in the spelling of RE2, gobetween's. However it is written, looking for it
 * takes time in proportion to the text: a backend that is no friend cannot stall a check by what it
 * answers.
 */
@Doc("regular expression (RE2)")
public final class BodyPattern {
  private final Pattern pattern;

  private BodyPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static BodyPattern parse(String text) {
    try {
      return new BodyPattern(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "a regular expression (RE2); " + Excerpt.of(e.getDescription()), e);
    }
  }

  /** Whether it matches somewhere in a text. */
  boolean matchesIn(String text) {
    return pattern.matcher(text).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BodyPattern that && that.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
