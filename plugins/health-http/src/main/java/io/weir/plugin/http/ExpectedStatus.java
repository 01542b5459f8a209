package io.weir.plugin.http;

import io.weir.api.config.Doc;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which statuses a healthy backend may answer with. */
@Doc("statuses of HTTP such as 204 and 200-399")
public final class ExpectedStatus {
  private static final String EXPECTED = "a status such as 204, or a range such as 200-399";
  private static final Pattern RANGE = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

  private final List<Range> ranges;

  private record Range(int first, int last) {
    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  private ExpectedStatus(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * Reads a status, or a range of them with both ends in it; or several with commas between them.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static ExpectedStatus parse(String text) {
    return parse(List.of(text.split(",", -1)));
  }

  /**
   * Reads several of them.
   *
   * @throws IllegalArgumentException if one is none; the message says what was expected
   */
  public static ExpectedStatus parse(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new ExpectedStatus(texts.stream().map(ExpectedStatus::range).toList());
  }

  private static Range range(String text) {
    Matcher range = RANGE.matcher(text.strip());
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (first <= last) {
        return new Range(first, last);
      }
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  /** Whether a status is one of them. */
  boolean includes(int status) {
    return ranges.stream().anyMatch(range -> range.first() <= status && status <= range.last());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpectedStatus that && that.ranges.equals(ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  /** All of them, e.g. {@code 200-299, 401}. */
  @Override
  public String toString() {
    return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
  }
}
