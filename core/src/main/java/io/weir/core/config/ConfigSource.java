package io.weir.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a configuration before anybody has looked at it, wherever it came from.
 *
 * @param name what messages call it
 * @param text the text
 * @param format what it is written in
 * @param file the file it was read from, which includes are relative to; null if it was none
 */
public record ConfigSource(String name, String text, ConfigFormat format, @Nullable Path file) {

  /** Some hundred thousand backends; whatever is longer is not a configuration. */
  public static final int MOST_BYTES = 16 << 20;

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}\\n]*)}");

  /** A text that is not in a file. */
  public static ConfigSource text(String name, String text, ConfigFormat format) {
    return new ConfigSource(name, text, format, null);
  }

  /**
   * A text that is not in a file, as it came.
   *
   * @throws ConfigException if it is not text in UTF-8
   */
  public static ConfigSource bytes(String name, byte[] bytes, ConfigFormat format) {
    return text(name, decode(new Origin(name, 0), bytes), format);
  }

  /**
   * Reads a file.
   *
   * @param format its format; null if its ending tells
   * @throws ConfigException if it cannot be read, or is not text in UTF-8
   */
  public static ConfigSource file(Path file, @Nullable ConfigFormat format) {
    Origin origin = new Origin(file.toString(), 0);
    return new ConfigSource(
        file.toString(),
        decode(origin, bytes(origin, file)),
        format == null ? ConfigFormat.ofFile(file) : format,
        file);
  }

  /**
   * The same with {@code ${NAME}} replaced by the value of that variable, by nothing if it is not
   * set. HOCON has substitutions of its own and stays as it is.
   */
  public ConfigSource withVariables(Map<String, String> environment) {
    if (format == ConfigFormat.HOCON) {
      return this;
    }
    String replaced =
        VARIABLE
            .matcher(text)
            .replaceAll((MatchResult variable) ->
                Matcher.quoteReplacement(environment.getOrDefault(variable.group(1), "")));
    return new ConfigSource(name, replaced, format, file);
  }

  private static byte[] bytes(Origin origin, Path file) {
    if (Files.isDirectory(file)) {
      throw unreadable(origin, "a folder (expected: a file)");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw unreadable(origin, "too long (expected: at most " + (MOST_BYTES >> 20) + " MiB)");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw unreadable(origin, "there is no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(origin, "reading it is not permitted");
    } catch (IOException e) {
      throw unreadable(origin, "it cannot be read: " + e.getMessage());
    }
  }

  private static String decode(Origin origin, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      throw unreadable(new Origin(origin.source(), line), "not UTF-8 (expected: text in UTF-8)");
    }
    return text;
  }

  private static ConfigException unreadable(Origin origin, String statement) {
    return new ConfigException(List.of(Problem.inFile(origin, statement)));
  }
}
