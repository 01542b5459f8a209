package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import io.weir.plugin.builtin.text.GoPattern;
import java.util.Objects;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** How the lines of a list look: as a regular expression says, or as {@link BackendLine} does. */
public final class LinePattern {
  private static final LinePattern BACKEND_LINE = new LinePattern(null);

  private final @Nullable GoPattern pattern;

  private LinePattern(@Nullable GoPattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a regular expression; an empty one stands for the backend line.
   *
   * @throws IllegalArgumentException if it is none, or without the groups host and port
   */
  public static LinePattern parse(String source) {
    if (source.isEmpty()) {
      return BACKEND_LINE;
    }
    GoPattern pattern = GoPattern.parse(source);
    if (!pattern.hasGroup("host") || !pattern.hasGroup("port")) {
      throw new IllegalArgumentException(
          "a regular expression with the groups (?P<host>...) and (?P<port>...)");
    }
    return new LinePattern(pattern);
  }

  Backend read(String line) throws InterruptedException {
    return pattern == null ? BackendLine.parse(line).backend() : read(line, pattern);
  }

  private static Backend read(String line, GoPattern pattern) throws InterruptedException {
    MatchResult match =
        pattern.find(line).orElseThrow(() -> new IllegalArgumentException("a match of " + pattern));
    String host = pattern.group(match, "host").orElse("");
    String port = pattern.group(match, "port").orElse("");
    HostPort address = HostPort.parse((host.isEmpty() ? "" : bracketed(host)) + ":" + port);
    return new Backend(
        address,
        number(pattern, match, "priority", 1),
        number(pattern, match, "weight", 1),
        number(pattern, match, "max_connections", 0),
        pattern.group(match, "sni").orElse(""));
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** As gobetween does, what is no number counts as left out. */
  private static int number(GoPattern pattern, MatchResult match, String group, int otherwise) {
    try {
      return pattern.group(match, group).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** The expression as it was written; empty for the backend line. */
  @Override
  public String toString() {
    return pattern == null ? "" : pattern.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinePattern that && Objects.equals(that.pattern, pattern);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(pattern);
  }
}
