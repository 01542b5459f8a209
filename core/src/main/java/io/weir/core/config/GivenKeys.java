package io.weir.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values of keys that extensions have of their own, without a configuration around them: a section
 * for each kind of extension, called as in {@code plugins.replace}, that has one for each name, as
 * {@code balancer.nearby { zone = a }}.
 */
public final class GivenKeys {
  private final Config tree;

  private GivenKeys(Config tree) {
    this.tree = tree;
  }

  /**
   * Reads them.
   *
   * @param environment the variables that HOCON's substitutions can name
   * @throws ConfigException if they are not written in their format
   */
  public static GivenKeys read(ConfigSource source, Map<String, String> environment) {
    return new GivenKeys(new ConfigReader(environment).read(source));
  }

  /** Whether any are given for an extension. */
  public boolean has(ExtensionKind kind, String name) {
    String path = path(kind, name);
    return tree.hasPath(path) && tree.getValue(path) instanceof ConfigObject;
  }

  /**
   * Binds those of an extension; all count as left out if none are given.
   *
   * @throws ConfigException with all that is wrong
   * @throws IllegalArgumentException if the record cannot be bound at all
   */
  public <R extends Record> R bind(Class<R> type, ExtensionKind kind, String name) {
    ConfigObject section =
        has(kind, name) ? tree.getObject(path(kind, name)) : ConfigFactory.empty().root();
    return ConfigBinder.keys(type, section, Place.of(tree.root(), List.of(kind.word(), name)));
  }

  private static String path(ExtensionKind kind, String name) {
    return ConfigUtil.joinPath(kind.word(), name);
  }

  /**
   * What is given for none of some extensions, a line each: a word misspelt would else make
   * everything look as if nothing had been given.
   *
   * @param extensions word of the kind and name of each, as {@code balancer.nearby}
   */
  public List<String> unknown(Set<String> extensions) {
    List<String> lines = new ArrayList<>();
    String expected =
        "this plugin offers "
            + extensions.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
            + " only";
    Place top = Place.top(tree.root());
    tree.root()
        .forEach((kind, value) -> {
          Place place = top.key(kind, value);
          if (value instanceof ConfigObject names) {
            names.forEach((name, section) -> {
              if (!extensions.contains(kind + "." + name)) {
                lines.add(Problem.at(place.key(name, section), expected).toString());
              } else if (!(section instanceof ConfigObject)) {
                lines.add(
                    Problem.wrongValue(
                            place.key(name, section), Shown.value(section), "a section", null)
                        .toString());
              }
            });
          } else {
            lines.add(Problem.at(place, "no section; " + expected).toString());
          }
        });
    return lines;
  }
}
