package io.weir.api.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A text in which Go's string escapes are resolved: {@code \n \r \t \a \b \f \v \\ \" \xNN \NNN
 * \}{@code uNNNN \}{@code UNNNNNNNN} (The Go Programming Language Specification, "String
 * literals"). Everything else is taken as UTF-8. Immutable; two are {@code equals} if they are
 * written the same, so that ones with the same bytes may differ.
 */
public final class EscapedText {
  private final String source;
  private final byte[] bytes;

  private EscapedText(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /**
   * Resolves the escapes.
   *
   * @param source the text as it is written; may be empty
   * @return the text
   * @throws IllegalArgumentException if an escape is not one of Go's; the message says what was
   *     expected
   */
  public static EscapedText parse(String source) {
    return new EscapedText(source, new Parser(source).bytes());
  }

  /** {@return the text as it was written, escapes and all} */
  public String source() {
    return source;
  }

  /** {@return the bytes it stands for, a copy} */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** {@return whether it stands for no byte at all} */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EscapedText text && text.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /** {@return the text as it was written} */
  @Override
  public String toString() {
    return source;
  }

  private static final class Parser {
    private final String source;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;

    Parser(String source) {
      this.source = source;
    }

    byte[] bytes() {
      while (at < source.length()) {
        int backslash = source.indexOf('\\', at);
        int end = backslash < 0 ? source.length() : backslash;
        out.writeBytes(source.substring(at, end).getBytes(StandardCharsets.UTF_8));
        at = end;
        if (backslash >= 0) {
          escape();
        }
      }
      return out.toByteArray();
    }

    private void escape() {
      if (at + 1 == source.length()) {
        throw new IllegalArgumentException("no backslash at the end, write \\\\ for one");
      }
      char kind = source.charAt(at + 1);
      at += 2;
      switch (kind) {
        case 'n' -> out.write('\n');
        case 'r' -> out.write('\r');
        case 't' -> out.write('\t');
        case 'a' -> out.write(7);
        case 'b' -> out.write('\b');
        case 'f' -> out.write('\f');
        case 'v' -> out.write(11);
        case '\\' -> out.write('\\');
        case '"' -> out.write('"');
        case 'x' -> out.write(digits(kind, 2, 16));
        case 'u' -> codePoint(digits(kind, 4, 16), kind);
        case 'U' -> codePoint(digits(kind, 8, 16), kind);
        case '0', '1', '2', '3' -> {
          at--;
          out.write(digits('0', 3, 8));
        }
        default ->
            throw new IllegalArgumentException(
                "Go's string escapes \\n \\r \\t \\a \\b \\f \\v \\\\ \\\" \\xNN \\NNN \\uNNNN"
                    + " \\UNNNNNNNN, not \\"
                    + kind);
      }
    }

    private int digits(char kind, int count, int radix) {
      long value = 0;
      for (int i = 0; i < count; i++, at++) {
        int digit = at < source.length() ? asciiDigit(source.charAt(at), radix) : -1;
        if (digit < 0) {
          String form = kind == '0' ? "\\" : "\\" + kind;
          throw new IllegalArgumentException(
              count + (radix == 8 ? " octal" : " hexadecimal") + " digits after " + form);
        }
        value = value * radix + digit;
      }
      return value > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) value;
    }

    private static int asciiDigit(char c, int radix) {
      return c < 128 ? Character.digit(c, radix) : -1;
    }

    private void codePoint(int value, char kind) {
      if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value <= 0xDFFF)) {
        throw new IllegalArgumentException("a Unicode code point after \\" + kind);
      }
      out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
    }
  }
}
