package io.weir.core.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a tree as TOML: the values of a table, then the tables in it, each under its own head. A
 * null is left out, because TOML has none.
 */
final class TomlText {
  private static final int LONGEST_LIST = 100;
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

  private final TreeText.Variables variables;
  private final StringBuilder out = new StringBuilder();

  TomlText(TreeText.Variables variables) {
    this.variables = variables;
  }

  String write(Map<?, ?> tree) {
    table("", tree);
    return out.toString();
  }

  private void table(String path, Map<?, ?> table) {
    table.forEach((key, value) -> {
      if (value != null && !(value instanceof Map)) {
        out.append(key((String) key)).append(" = ").append(value(value)).append('\n');
      }
    });
    table.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner) {
        head(path.isEmpty() ? key((String) key) : path + "." + key((String) key), inner);
      }
    });
  }

  /** A table that holds nothing but tables needs no head of its own. */
  private void head(String path, Map<?, ?> table) {
    if (table.isEmpty() || !table.values().stream().allMatch(value -> value instanceof Map)) {
      out.append(out.isEmpty() ? "[" : "\n[").append(path).append("]\n");
    }
    table(path, table);
  }

  private String value(Object value) {
    return switch (value) {
      case String text -> text(text);
      case Double fraction when Double.isInfinite(fraction) -> fraction > 0 ? "inf" : "-inf";
      case Double fraction when Double.isNaN(fraction) -> "nan";
      case List<?> list -> list(list);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .filter(entry -> entry.getValue() != null)
              .map(entry -> key((String) entry.getKey()) + " = " + value(entry.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      default -> value.toString();
    };
  }

  private String list(List<?> list) {
    List<String> elements = list.stream().map(this::element).toList();
    String line = "[" + String.join(", ", elements) + "]";
    return line.length() <= LONGEST_LIST
        ? line
        : elements.stream().collect(Collectors.joining(",\n  ", "[\n  ", ",\n]"));
  }

  private String element(@org.jspecify.annotations.Nullable Object element) {
    if (element == null) {
      throw new IllegalArgumentException("a null in a list cannot be written in TOML");
    }
    return value(element);
  }

  private String key(String key) {
    return BARE_KEY.matcher(key).matches() ? key : text(key);
  }

  private String text(String text) {
    if (!TreeText.isUnicode(text)) {
      throw new IllegalArgumentException(
          "the text " + TreeText.quoted(text) + " is not Unicode and cannot be written in TOML");
    }
    return TreeText.quoted(text, variables);
  }
}
