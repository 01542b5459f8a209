package io.weir.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads HOCON, with its includes and substitutions, and strict JSON. */
final class HoconReader {
  private static final String VARIABLE_ORIGIN = "environment variable ";

  private final Function<String, @Nullable String> environment;

  /**
   * Prepares reading.
   *
   * @param environment the value of a variable by its name, null if there is none
   */
  HoconReader(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  Config read(ConfigSource source) {
    try {
      Config parsed = parse(source, new IncludeReader(this, source));
      if (!parsed.isResolved()) {
        SubstitutionSize.check(parsed.root(), environment);
      }
      return parsed.resolve(
          ConfigResolveOptions.noSystem().appendResolver(new EnvironmentResolver(environment)));
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException(List.of(problem(source, e)));
    } catch (StackOverflowError e) {
      // The library descends by recursion, so how deep is too deep depends on the stack.
      throw new ConfigException(
          List.of(Problem.inFile(new Origin(source.name(), 0), "nested too deep")));
    }
  }

  /** Parses without resolving substitutions. */
  Config parse(ConfigSource source, IncludeReader includes) {
    return ConfigFactory.parseString(
        source.text(),
        ConfigParseOptions.defaults()
            .setSyntax(source.format() == ConfigFormat.JSON ? ConfigSyntax.JSON : ConfigSyntax.CONF)
            .setOriginDescription(source.name())
            .setIncluder(includes));
  }

  /**
   * Whether a value is that of an environment variable: it is text then, whatever it stands for.
   */
  static boolean isFromEnvironment(ConfigValue value) {
    return value.origin().description().startsWith(VARIABLE_ORIGIN);
  }

  private static Problem problem(ConfigSource source, com.typesafe.config.ConfigException e) {
    Origin origin = e.origin() == null ? new Origin(source.name(), 0) : Origin.of(e.origin());
    // Only the text of the file itself is at hand; a line of an included one is not shown either
    // way.
    String text = origin.source().equals(source.name()) ? source.text() : "";
    return Problem.inFile(origin, SyntaxMessage.of(text, origin.line(), LibraryMessage.plain(e)));
  }

  /** Looks substitutions up that the tree itself has no value for. */
  private record EnvironmentResolver(Function<String, @Nullable String> environment)
      implements ConfigResolver {

    @Override
    public @Nullable ConfigValue lookup(String name) {
      String value = environment.apply(name);
      return value == null
          ? null
          : ConfigValueFactory.fromAnyRef(value)
              .withOrigin(ConfigOriginFactory.newSimple(VARIABLE_ORIGIN + name));
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
