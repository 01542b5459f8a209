package io.weir.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration in another format: the same values, whatever they mean, in the order of their
 * lines. Comments are lost, and includes become part of it.
 *
 * @param text the new text
 * @param notes where a variable changed its way of being replaced
 */
public record ConfigTranslation(String text, List<Problem> notes) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /**
   * Translates a configuration. Variables whose values it does not have stay variables.
   *
   * @throws ConfigException if the source is not written in its format, or holds a value that the
   *     other format has no way to write
   */
  public static ConfigTranslation of(ConfigSource source, ConfigFormat format) {
    // HOCON looks variables up while it is read. Each gets its own name for a value.
    Set<String> names = new TreeSet<>();
    ConfigReader reader =
        new ConfigReader(name -> {
          names.add(name);
          return "${" + name + "}";
        });
    return translate(source, reader.read(source), format, names);
  }

  /**
   * The same with all variables replaced by their values.
   *
   * @param environment the variables' values
   */
  public static ConfigTranslation of(
      ConfigSource source, ConfigFormat format, Map<String, String> environment) {
    ConfigSource replaced = source.withVariables(environment);
    Config tree = new ConfigReader(environment).read(replaced);
    String text = write(replaced, tree.root(), format, TreeText.Variables.NONE);
    return new ConfigTranslation(text, List.of());
  }

  private static ConfigTranslation translate(
      ConfigSource source, Config tree, ConfigFormat format, Set<String> names) {
    boolean fromHocon = source.format() == ConfigFormat.HOCON;
    TreeText.Variables variables = fromHocon ? Set.copyOf(names)::contains : TreeText.Variables.ALL;
    String text = write(source, tree.root(), format, variables);
    if (!fromHocon && format != ConfigFormat.HOCON) {
      return new ConfigTranslation(text, List.of());
    }
    Notes notes = new Notes(variables, format);
    notes.collect(tree.root(), Place.top(tree.root()));
    return new ConfigTranslation(text, List.copyOf(notes.list));
  }

  private static String write(
      ConfigSource source, ConfigObject root, ConfigFormat format, TreeText.Variables variables) {
    try {
      return TreeText.of(section(root), format, variables);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of(Problem.inFile(new Origin(source.name(), 0), String.valueOf(e.getMessage()))));
    }
  }

  private static Map<String, @Nullable Object> section(ConfigObject object) {
    Map<String, @Nullable Object> section = new LinkedHashMap<>();
    LineOrder.of(object).forEach(entry -> section.put(entry.getKey(), value(entry.getValue())));
    return section;
  }

  private static @Nullable Object value(ConfigValue value) {
    return switch (value) {
      case ConfigObject object -> section(object);
      case ConfigList list -> {
        List<@Nullable Object> elements = new ArrayList<>();
        list.forEach(element -> elements.add(value(element)));
        yield elements;
      }
      default -> value.unwrapped();
    };
  }

  /** Says of each variable what became of it. */
  private static final class Notes {
    private final TreeText.Variables variables;
    private final String how;
    private final List<Problem> list = new ArrayList<>();

    Notes(TreeText.Variables variables, ConfigFormat format) {
      this.variables = variables;
      this.how =
          format == ConfigFormat.HOCON
              ? "is replaced at every start, with or without -e, by nothing if it is not set"
              : "is replaced only with -e, by nothing if it is not set; where no text is expected,"
                  + " take the quotes off";
    }

    void collect(ConfigValue value, Place place) {
      switch (value) {
        case ConfigObject object ->
            LineOrder.of(object)
                .forEach(entry ->
                    collect(entry.getValue(), place.key(entry.getKey(), entry.getValue())));
        case ConfigList elements -> elements.forEach(element -> collect(element, place));
        default ->
            VARIABLE
                .matcher(String.valueOf(value.unwrapped()))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(variables::contains)
                .forEach(name -> list.add(Problem.at(place, "${" + name + "} " + how)));
      }
    }
  }
}
