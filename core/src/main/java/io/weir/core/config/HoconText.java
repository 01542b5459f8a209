package io.weir.core.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as HOCON the way that weir's own examples are written: {@code key = value},
 * sections in braces, texts in quotes.
 */
final class HoconText {
  private static final String STEP = "  ";
  private static final int LONGEST_LIST = 100;

  /** Words with a meaning of their own stand in quotes, and what begins like a number. */
  private static final Pattern PLAIN_KEY =
      Pattern.compile("(?!(?:include|true|false|null|yes|no|on|off)\\b)[A-Za-z_][A-Za-z0-9_-]*");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final TreeText.Variables variables;
  private final StringBuilder out = new StringBuilder();

  HoconText(TreeText.Variables variables) {
    this.variables = variables;
  }

  String write(Map<?, ?> tree) {
    members(tree, "");
    return out.toString();
  }

  private void members(Map<?, ?> map, String indent) {
    map.forEach((key, value) -> {
      out.append(indent).append(key((String) key));
      if (value instanceof Map<?, ?> section) {
        section(section, indent);
      } else {
        out.append(" = ").append(value(value, indent)).append('\n');
      }
    });
  }

  private void section(Map<?, ?> section, String indent) {
    if (section.isEmpty()) {
      out.append(" {}\n");
      return;
    }
    out.append(" {\n");
    members(section, indent + STEP);
    out.append(indent).append("}\n");
  }

  private String value(@Nullable Object value, String indent) {
    return switch (value) {
      case null -> "null";
      case String text -> text(text);
      case Number number -> TreeText.finite(number, ConfigFormat.HOCON);
      case List<?> list -> list(list, indent);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> key((String) entry.getKey()) + " = " + value(entry.getValue(), indent))
              .collect(Collectors.joining(", ", "{ ", " }"));
      default -> value.toString();
    };
  }

  private String list(List<?> list, String indent) {
    String inner = indent + STEP;
    List<String> elements = list.stream().map(element -> value(element, inner)).toList();
    String line = "[" + String.join(", ", elements) + "]";
    return line.length() <= LONGEST_LIST
        ? line
        : "[\n" + inner + String.join(",\n" + inner, elements) + "\n" + indent + "]";
  }

  private static String key(String key) {
    return PLAIN_KEY.matcher(key).matches() ? key : TreeText.quoted(key);
  }

  /**
   * Inside quotes HOCON replaces nothing, so a variable stands between them. The question mark: one
   * that is not set is empty, as it is in the other formats.
   */
  private String text(String text) {
    StringBuilder pieces = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    int at = 0;
    while (variable.find()) {
      if (variables.contains(variable.group(1))) {
        quote(text.substring(at, variable.start()), pieces);
        pieces.append("${?").append(variable.group(1)).append('}');
        at = variable.end();
      }
    }
    if (at == 0) {
      return TreeText.quoted(text);
    }
    quote(text.substring(at), pieces);
    return pieces.toString();
  }

  private static void quote(String text, StringBuilder pieces) {
    if (!text.isEmpty()) {
      pieces.append(TreeText.quoted(text));
    }
  }
}
