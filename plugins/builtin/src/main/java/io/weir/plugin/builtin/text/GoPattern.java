package io.weir.plugin.builtin.text;

import io.weir.api.text.Excerpt;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in Go's spelling (RE2), as far as it differs from Java's: named groups
 * {@code (?P<name>...)}, an underscore in their names, classes such as {@code [[:alpha:]]}, and
 * characters that only Java gives a meaning inside a class. Java's {@code (?<name>...)} is accepted
 * too.
 */
public final class GoPattern {
  private final String source;
  private final Pattern pattern;

  private GoPattern(String source, Pattern pattern) {
    this.source = source;
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static GoPattern parse(String source) {
    try {
      return new GoPattern(source, Pattern.compile(new GoPatternTranslation(source).toJava()));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "a regular expression; " + Excerpt.of(e.getDescription()) + " near index " + e.getIndex(),
          e);
    }
  }

  /** Whether it has a group of a name. */
  public boolean hasGroup(String name) {
    return pattern.namedGroups().containsKey(GoPatternTranslation.javaName(name));
  }

  /** What a group matched; empty if the expression has no such group or it took no part. */
  public Optional<String> group(MatchResult match, String name) {
    return hasGroup(name)
        ? Optional.ofNullable(match.group(GoPatternTranslation.javaName(name)))
        : Optional.empty();
  }

  /**
   * Looks for the first place in a text that matches. Unlike Go's, Java's search may take for ever
   * with some expressions; so it ends when the thread is interrupted.
   *
   * @throws IllegalArgumentException if the text is too long for the expression
   * @throws InterruptedException if it was interrupted
   */
  public Optional<MatchResult> find(String text) throws InterruptedException {
    Matcher matcher = pattern.matcher(new InterruptibleText(text));
    try {
      return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    } catch (InterruptibleText.Interrupted e) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while matching a regular expression");
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("a text short enough for " + source, e);
    }
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GoPattern that && that.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
