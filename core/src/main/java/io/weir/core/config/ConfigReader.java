package io.weir.core.config;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text in any of the formats into one tree whose values know file and line. It checks
 * nothing of what the tree says; that is {@link ConfigBinder}'s part.
 */
public final class ConfigReader {
  private final HoconReader hocon;

  /**
   * Prepares reading.
   *
   * @param environment the variables that HOCON's substitutions can name
   */
  public ConfigReader(Map<String, String> environment) {
    this.hocon = new HoconReader(Map.copyOf(environment)::get);
  }

  /** Prepares reading with another source of the variables' values. */
  ConfigReader(Function<String, @Nullable String> environment) {
    this.hocon = new HoconReader(environment);
  }

  /**
   * Reads a configuration.
   *
   * @throws ConfigException if it is not written in its format
   */
  public Config read(ConfigSource source) {
    ConfigSource text = withoutByteOrderMark(source);
    int nul = text.text().indexOf('\0');
    if (nul >= 0) {
      int line = 1 + (int) text.text().chars().limit(nul).filter(c -> c == '\n').count();
      throw new ConfigException(
          List.of(
              Problem.inFile(
                  new Origin(source.name(), line), "a NUL character (expected: a text file)")));
    }
    return switch (text.format()) {
      case TOML -> TomlReader.read(text);
      case JSON, HOCON -> hocon.read(text);
    };
  }

  private static ConfigSource withoutByteOrderMark(ConfigSource source) {
    return source.text().startsWith("\uFEFF")
        ? new ConfigSource(
            source.name(), source.text().substring(1), source.format(), source.file())
        : source;
  }
}
