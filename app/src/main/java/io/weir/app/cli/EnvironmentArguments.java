package io.weir.app.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arguments from the environment, as gobetween takes them: {@code WEIR='["-c","weir.conf"]'}. They
 * stand in for a command line and never add to one: what wins over what would be anybody's guess.
 */
final class EnvironmentArguments {
  private static final List<String> NAMES = List.of("WEIR", "GOBETWEEN");

  private EnvironmentArguments() {}

  /**
   * The arguments to go by.
   *
   * @throws UsageException if the environment's cannot be used
   */
  static List<String> resolve(List<String> commandLine, Map<String, String> environment) {
    List<String> set =
        NAMES.stream().filter(name -> !environment.getOrDefault(name, "").isEmpty()).toList();
    if (set.isEmpty()) {
      return commandLine;
    }
    if (set.size() > 1) {
      throw new UsageException("WEIR and GOBETWEEN are both set in the environment: unset one");
    }
    String name = set.getFirst();
    if (!commandLine.isEmpty()) {
      throw new UsageException(
          name + " is set in the environment and there are arguments too: use one of them");
    }
    return parse(name, environment.getOrDefault(name, ""));
  }

  private static List<String> parse(String name, String json) {
    List<String> arguments = new ArrayList<>();
    for (var element : array(name, json)) {
      if (element.valueType() != ConfigValueType.STRING) {
        throw malformed(name, json);
      }
      arguments.add((String) element.unwrapped());
    }
    return arguments;
  }

  private static ConfigList array(String name, String json) {
    try {
      return ConfigFactory.parseString(
              "{\"arguments\":" + json + "}",
              ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON))
          .getList("arguments");
    } catch (ConfigException e) {
      throw malformed(name, json);
    }
  }

  private static UsageException malformed(String name, String json) {
    return new UsageException(
        "environment variable "
            + name
            + ": "
            + json
            + " (expected: a JSON array of texts, e.g. [\"-c\",\"weir.conf\"])");
  }
}
