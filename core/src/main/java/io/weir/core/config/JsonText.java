package io.weir.core.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a tree as JSON, laid out as gobetween does: four spaces, a line for each value. */
final class JsonText {
  private static final String STEP = "    ";

  private final TreeText.Variables variables;

  JsonText(TreeText.Variables variables) {
    this.variables = variables;
  }

  String write(Map<?, ?> tree) {
    return value(tree, "") + "\n";
  }

  private String value(@Nullable Object value, String indent) {
    return switch (value) {
      case null -> "null";
      case String text -> TreeText.quoted(text, variables);
      case Number number -> TreeText.finite(number, ConfigFormat.JSON);
      case List<?> list -> block('[', list, element -> value(element, indent + STEP), ']', indent);
      case Map<?, ?> map ->
          block('{', map.entrySet(), entry -> member(entry, indent + STEP), '}', indent);
      default -> value.toString();
    };
  }

  private String member(Map.Entry<?, ?> entry, String indent) {
    return TreeText.quoted((String) entry.getKey(), variables)
        + ": "
        + value(entry.getValue(), indent);
  }

  private static <T> String block(
      char open,
      java.util.Collection<? extends T> elements,
      Function<T, String> text,
      char close,
      String indent) {
    return elements.isEmpty()
        ? "" + open + close
        : elements.stream()
            .map(element -> text.apply(element))
            .collect(
                Collectors.joining(
                    ",\n" + indent + STEP, open + "\n" + indent + STEP, "\n" + indent + close));
  }
}
