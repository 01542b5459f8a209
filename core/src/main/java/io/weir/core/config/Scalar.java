package io.weir.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.weir.api.config.CommandLine;
import io.weir.api.config.HttpUrl;
import io.weir.api.config.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of single values. Types are strict, and the same in all formats: a number is no text and a
 * text is no number. The one exception is a value that HOCON took from the environment, where there
 * is nothing but text.
 */
sealed interface Scalar extends ValueType {

  /** What would have been right, in a message about a value of another type. */
  String expected();

  /** Whether a text in the file can be a value. */
  default boolean acceptsText() {
    return false;
  }

  /** What a text stands for; of types that do not accept text, a default's or a variable's text. */
  Object fromText(String text);

  /** What a number stands for. */
  default Object fromNumber(Number number) {
    throw wrong();
  }

  /** What {@code true} or {@code false} stands for. */
  default Object fromFlag(boolean flag) {
    throw wrong();
  }

  /** What a list of texts stands for. */
  default Object fromTexts(List<String> texts) {
    throw wrong();
  }

  /**
   * Reads a value.
   *
   * @throws WrongValueException if it is not of this type
   */
  default Object read(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> {
        if (!acceptsText() && !HoconReader.isFromEnvironment(value)) {
          throw wrong();
        }
        yield fromText((String) value.unwrapped());
      }
      case NUMBER -> fromNumber((Number) value.unwrapped());
      case BOOLEAN -> fromFlag((Boolean) value.unwrapped());
      case LIST -> fromTexts(texts((ConfigList) value));
      case OBJECT, NULL -> throw wrong();
    };
  }

  /** How a value is written: what {@link #read} makes an equal value of. */
  default Object written(Object value) {
    return value;
  }

  /** The same without what must not be shown; it need not be readable. */
  default Object masked(Object value) {
    return written(value);
  }

  private List<String> texts(ConfigList list) {
    if (list.stream().anyMatch(element -> element.valueType() != ConfigValueType.STRING)) {
      throw wrong();
    }
    return list.stream().map(element -> (String) element.unwrapped()).toList();
  }

  private WrongValueException wrong() {
    return new WrongValueException(expected(), null);
  }

  /** A whole number within the range of its Java type. */
  record Whole(boolean isInt) implements Scalar {

    @Override
    public String description() {
      return "whole number";
    }

    @Override
    public String expected() {
      return "a whole number";
    }

    @Override
    public Object fromText(String text) {
      try {
        return fromNumber(Long.valueOf(text));
      } catch (NumberFormatException e) {
        throw new WrongValueException(expected(), null);
      }
    }

    @Override
    public Object fromNumber(Number number) {
      if (!(number instanceof Integer || number instanceof Long)) {
        throw new WrongValueException(expected(), null);
      }
      long value = number.longValue();
      if (!isInt) {
        return value;
      }
      if (value != (int) value) {
        throw new WrongValueException(
            "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE, null);
      }
      return (int) value;
    }
  }

  /** A number. */
  record Decimal() implements Scalar {

    @Override
    public String description() {
      return "number";
    }

    @Override
    public String expected() {
      return "a number";
    }

    @Override
    public Object fromText(String text) {
      try {
        return fromNumber(new BigDecimal(text));
      } catch (NumberFormatException e) {
        throw new WrongValueException(expected(), null);
      }
    }

    @Override
    public Object fromNumber(Number number) {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        throw new WrongValueException(expected(), null);
      }
      return value;
    }
  }

  /** {@code true} or {@code false}. */
  record Flag() implements Scalar {

    @Override
    public String description() {
      return "`true` or `false`";
    }

    @Override
    public String expected() {
      return "true or false";
    }

    @Override
    public Object fromText(String text) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new WrongValueException(expected(), null);
      };
    }

    @Override
    public Object fromFlag(boolean flag) {
      return flag;
    }
  }

  /** A duration in Go's spelling; the number 0 is one too. */
  record Span() implements Scalar {

    @Override
    public String description() {
      return "duration";
    }

    @Override
    public String expected() {
      return GoDuration.EXPECTED;
    }

    @Override
    public boolean acceptsText() {
      return true;
    }

    @Override
    public Object fromText(String text) {
      Duration duration;
      try {
        duration = GoDuration.parse(text);
      } catch (IllegalArgumentException e) {
        throw new WrongValueException(expected(), null);
      }
      if (duration.isNegative()) {
        throw new WrongValueException("0 or more", null);
      }
      return duration;
    }

    @Override
    public Object written(Object value) {
      return GoDuration.format((Duration) value);
    }

    @Override
    public Object fromNumber(Number number) {
      if (number.doubleValue() != 0) {
        throw new WrongValueException(expected(), null);
      }
      return Duration.ZERO;
    }
  }

  /** One of some words. */
  record Choice(Choices choices) implements Scalar {

    @Override
    public String description() {
      return choices.description();
    }

    @Override
    public String expected() {
      return choices.expected();
    }

    @Override
    public boolean acceptsText() {
      return true;
    }

    @Override
    public Object fromText(String text) {
      return choices.find(text);
    }

    @Override
    public Object written(Object value) {
      return choices.word(value);
    }
  }

  /** A text that is parsed, or a list of them where the type has a way to read one. */
  record Text(
      String description,
      boolean holdsSecret,
      TextParser<String> parser,
      @Nullable TextParser<List<String>> listParser)
      implements Scalar {

    @Override
    public String expected() {
      return listParser == null ? "a text" : "a text, or a list of texts";
    }

    @Override
    public boolean acceptsText() {
      return true;
    }

    @Override
    public Object fromText(String text) {
      return parse(parser, text);
    }

    @Override
    public Object fromTexts(List<String> texts) {
      if (listParser == null) {
        throw new WrongValueException(expected(), null);
      }
      return parse(listParser, texts);
    }

    /**
     * The texts of types that hide something of it, or that are a list; other types print as they
     * are written.
     */
    @Override
    public Object written(Object value) {
      return switch (value) {
        case Secret secret -> secret.value();
        case HttpUrl url -> url.uri().toString();
        case CommandLine command -> command.words();
        case Alpn alpn -> alpn.written();
        default -> value.toString();
      };
    }

    @Override
    public Object masked(Object value) {
      return written(value) instanceof List<?> list
          ? list
          : Shown.withoutUserInfo(value.toString());
    }

    private static <T> Object parse(TextParser<T> parser, T value) {
      try {
        return parser.parse(value);
      } catch (IllegalArgumentException e) {
        throw new WrongValueException(String.valueOf(e.getMessage()), null);
      }
    }
  }

  /** Makes a value; throws IllegalArgumentException saying what was expected. */
  @FunctionalInterface
  interface TextParser<T> {
    Object parse(T text);
  }
}
