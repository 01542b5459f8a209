package io.weir.core.plugin;

import io.weir.core.config.ExtensionKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What it means that a plugin does not take its keys while it is verified: that it refuses what it
 * says itself, or that somebody has to give a value.
 */
final class KeyRefusals {
  private final List<ExtensionKey> keys;
  private final String section;
  private final boolean given;

  /**
   * Of one extension.
   *
   * @param keys all of its keys
   * @param section where they are given, e.g. {@code balancer.nearby}
   * @param given whether they are
   */
  KeyRefusals(List<ExtensionKey> keys, String section, boolean given) {
    this.keys = keys;
    this.section = section;
    this.given = given;
  }

  /**
   * A refusal.
   *
   * @param isFault whether it is the plugin's, or else that of the values
   * @param line what is wrong, and what to do
   */
  record Refusal(boolean isFault, String line) {}

  /** What to write because there are keys that may not be left out; empty if all may be. */
  Optional<String> needed() {
    List<String> required =
        keys.stream()
            .filter(key -> key.required() && key.isOuter())
            .map(ExtensionKey::name)
            .toList();
    return given || required.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "needs "
                + required.stream().map(KeyRefusals::quoted).collect(Collectors.joining(", "))
                + ": "
                + whatToWrite(required));
  }

  /** A key's name in the section, of a path from the top. */
  String inSection(String path) {
    return path.startsWith(section + ".") ? path.substring(section.length() + 1) : "";
  }

  /**
   * What it means.
   *
   * @param by what refuses
   * @param name the key; empty for all of them together
   * @param statement what was expected
   */
  Refusal of(String by, String name, String statement) {
    Optional<ExtensionKey> key = find(name);
    if (key.isEmpty() && !name.isEmpty()) {
      return new Refusal(
          true,
          "%s named key `%s`, which the record does not have (expected: %s)"
              .formatted(by, Reason.of(name), names()));
    }
    String where = name.isEmpty() ? "`" + section + "`" : "`" + section + "." + name + "`";
    if (given) {
      return new Refusal(true, "not created with the values given: " + where + " " + statement);
    }
    if (key.isPresent() ? key.get().preset().isPresent() : hasOnlyPresets()) {
      String preset = key.flatMap(ExtensionKey::preset).map(text -> " \"" + text + "\"").orElse("");
      return new Refusal(
          true, "%s refuses its own default%s of %s %s".formatted(by, preset, where, statement));
    }
    List<String> toWrite = name.isEmpty() ? outer() : List.of(name);
    return new Refusal(false, where + " " + statement + "; " + whatToWrite(toWrite));
  }

  private boolean hasOnlyPresets() {
    return keys.stream().allMatch(key -> key.preset().isPresent());
  }

  /** An element of a list, as {@code ports[0]}, is its list's. */
  private Optional<ExtensionKey> find(String name) {
    String plain = name.replaceAll("\\[[0-9]*]", "");
    return keys.stream().filter(key -> key.name().replace("[]", "").equals(plain)).findFirst();
  }

  private List<String> outer() {
    return keys.stream().filter(ExtensionKey::isOuter).map(ExtensionKey::name).toList();
  }

  private String names() {
    return keys.isEmpty()
        ? "no key, as it has none"
        : "one of " + outer().stream().map(KeyRefusals::quoted).collect(Collectors.joining(", "));
  }

  private String whatToWrite(List<String> names) {
    return "write `%s { %s }` into a file and give it with `--keys FILE`"
        .formatted(
            section, names.stream().map(name -> name + " = …").collect(Collectors.joining(", ")));
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }
}
