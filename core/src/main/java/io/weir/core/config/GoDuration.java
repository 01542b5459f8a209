package io.weir.core.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Go writes and reads them, because gobetween's files are full of them: {@code 300ms},
 * {@code 1.5h}, {@code 2h45m}; {@code 0} needs no unit. Range and rounding are Go's too: a signed
 * 64-bit number of nanoseconds, and what a fraction has beyond them is cut off.
 */
public final class GoDuration {
  static final String EXPECTED =
      "a duration such as \"300ms\", \"1.5h\" or \"2h45m\" with the units ns us \u00b5s ms s m h, or"
          + " \"0\"";

  /** One more than the greatest number of nanoseconds; as a signed number it is negative. */
  private static final long LIMIT = 1L << 63;

  private final String text;
  private int at;

  private GoDuration(String text) {
    this.text = text;
  }

  /**
   * Reads a duration; it may be negative.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    GoDuration parser = new GoDuration(negative || text.startsWith("+") ? text.substring(1) : text);
    long nanos = parser.nanos();
    if (!negative && nanos == LIMIT) {
      throw invalid();
    }
    return Duration.ofNanos(negative ? -nanos : nanos);
  }

  /** Writes a duration as Go's {@code Duration.String()} does, e.g. {@code 1h2m3.5s}. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    // The least number of all has no positive counterpart, but is right when taken as unsigned.
    long size = nanos < 0 ? -nanos : nanos;
    if (nanos != LIMIT && size < 1_000_000_000) {
      Unit unit =
          size < 1_000 ? Unit.NANOSECOND : size < 1_000_000 ? Unit.MICROSECOND : Unit.MILLISECOND;
      return sign + decimal(size, unit.nanos) + unit.names.getFirst();
    }
    long seconds = Long.divideUnsigned(size, 1_000_000_000);
    long minutes = seconds / 60;
    long rest = Long.remainderUnsigned(size, 60_000_000_000L);
    StringBuilder out = new StringBuilder(sign);
    if (minutes >= 60) {
      out.append(minutes / 60).append('h');
    }
    if (minutes > 0) {
      out.append(minutes % 60).append('m');
    }
    return out.append(decimal(rest, 1_000_000_000)).append('s').toString();
  }

  private static String decimal(long nanos, long unit) {
    String whole = Long.toString(nanos / unit);
    long fraction = nanos % unit;
    if (fraction == 0) {
      return whole;
    }
    String digits = Long.toString(unit + fraction).substring(1);
    return whole + "." + digits.replaceFirst("0+$", "");
  }

  private long nanos() {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw invalid();
    }
    long sum = 0;
    while (at < text.length()) {
      sum = atMostLimit(sum + term());
    }
    return sum;
  }

  /** A number and its unit. */
  private long term() {
    int start = at;
    long whole = digits();
    int digits = at - start;
    Fraction fraction = Fraction.NONE;
    if (at < text.length() && text.charAt(at) == '.') {
      start = ++at;
      fraction = fraction();
      digits += at - start;
    }
    Unit unit = unit();
    if (digits == 0
        || unit == null
        || Long.compareUnsigned(whole, Long.divideUnsigned(LIMIT, unit.nanos)) > 0) {
      throw invalid();
    }
    return atMostLimit(whole * unit.nanos + fraction.of(unit));
  }

  private long digits() {
    long value = 0;
    for (; at < text.length() && isDigit(text.charAt(at)); at++) {
      if (Long.compareUnsigned(value, Long.divideUnsigned(LIMIT, 10)) > 0) {
        throw invalid();
      }
      value = atMostLimit(10 * value + (text.charAt(at) - '0'));
    }
    return value;
  }

  private Fraction fraction() {
    long digits = 0;
    double scale = 1;
    boolean full = false;
    for (; at < text.length() && isDigit(text.charAt(at)); at++) {
      long longer = 10 * digits + (text.charAt(at) - '0');
      full |= digits > Long.MAX_VALUE / 10 || Long.compareUnsigned(longer, LIMIT) > 0;
      if (!full) {
        digits = longer;
        scale *= 10;
      }
    }
    return new Fraction(digits == LIMIT ? 0x1p63 : digits, scale);
  }

  private @Nullable Unit unit() {
    int start = at;
    while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
      at++;
    }
    return Unit.of(text.substring(start, at));
  }

  private static long atMostLimit(long unsigned) {
    if (Long.compareUnsigned(unsigned, LIMIT) > 0) {
      throw invalid();
    }
    return unsigned;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException(EXPECTED);
  }

  /** What stands behind the point; floating numbers on purpose, so that it rounds as Go does. */
  private record Fraction(double digits, double scale) {
    static final Fraction NONE = new Fraction(0, 1);

    long of(Unit unit) {
      return (long) (digits * (unit.nanos / scale));
    }
  }

  private enum Unit {
    NANOSECOND(1, "ns"),
    /** The micro sign, then the Greek letter that looks the same. */
    MICROSECOND(1_000, "\u00b5s", "us", "\u03bcs"),
    MILLISECOND(1_000_000, "ms"),
    SECOND(1_000_000_000, "s"),
    MINUTE(60_000_000_000L, "m"),
    HOUR(3_600_000_000_000L, "h");

    private final long nanos;

    // An unmodifiable list, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> names;

    Unit(long nanos, String... names) {
      this.nanos = nanos;
      this.names = List.of(names);
    }

    static @Nullable Unit of(String name) {
      for (Unit unit : values()) {
        if (unit.names.contains(name)) {
          return unit;
        }
      }
      return null;
    }
  }
}
