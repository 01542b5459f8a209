package io.weir.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** Reads TOML into a tree, key by key, so that a key in quotes that holds a dot stays one key. */
final class TomlReader {
  private final ConfigSource source;
  private final ConfigOrigin file;
  private final List<Problem> problems = new ArrayList<>();

  private TomlReader(ConfigSource source) {
    this.source = source;
    this.file = ConfigOriginFactory.newSimple(source.name());
  }

  static Config read(ConfigSource source) {
    return new TomlReader(source).read();
  }

  private Config read() {
    TomlParseResult parsed = Toml.parse(source.text(), TomlVersion.V1_1_0);
    if (parsed.hasErrors()) {
      throw new ConfigException(parsed.errors().stream().map(this::problem).toList());
    }
    ConfigObject root = object(parsed, new Place("", new Origin(source.name(), 0)));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return root.withOrigin(file).toConfig();
  }

  private Problem problem(TomlParseError error) {
    int line = error.position().line();
    return Problem.inFile(
        new Origin(source.name(), line),
        SyntaxMessage.of(source.text(), line, String.valueOf(error.getMessage())));
  }

  private ConfigObject object(TomlTable table, Place place) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      String key = entry.getKey();
      ConfigOrigin origin = at(table.inputPositionOf(List.of(key)));
      values.put(
          key,
          value(entry.getValue(), place.key(key, null).movedTo(Origin.of(origin)))
              .withOrigin(origin));
    }
    return ConfigValueFactory.fromMap(values);
  }

  private ConfigValue value(Object value, Place place) {
    return switch (value) {
      case TomlTable table -> object(table, place);
      case TomlArray array -> list(array, place);
      case Temporal time -> {
        problems.add(
            Problem.wrongValue(
                place, time.toString(), "no date or time; a text is written in quotes", null));
        yield ConfigValueFactory.fromAnyRef(time.toString());
      }
      default -> ConfigValueFactory.fromAnyRef(value);
    };
  }

  private ConfigValue list(TomlArray array, Place place) {
    List<ConfigValue> values = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      ConfigOrigin origin = at(array.inputPositionOf(i));
      values.add(value(array.get(i), place.movedTo(Origin.of(origin))).withOrigin(origin));
    }
    return ConfigValueFactory.fromIterable(values);
  }

  private ConfigOrigin at(@Nullable TomlPosition position) {
    return position == null ? file : file.withLineNumber(position.line());
  }
}
