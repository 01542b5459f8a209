package io.weir.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of single values. */
final class SchemaType {
  private static final String DURATION =
      "^\\+?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$";

  private SchemaType() {}

  static Map<String, Object> of(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Whole whole ->
          whole.isInt()
              ? ordered(
                  "type", "integer", "minimum", Integer.MIN_VALUE, "maximum", Integer.MAX_VALUE)
              : ordered("type", "integer", "minimum", Long.MIN_VALUE, "maximum", Long.MAX_VALUE);
      case Scalar.Decimal decimal -> ordered("type", "number");
      case Scalar.Flag flag -> ordered("type", "boolean");
      case Scalar.Span span -> either(ordered("type", "string", "pattern", DURATION), constant(0));
      case Scalar.Choice choice -> ordered("enum", choice.choices().spellings());
      case Scalar.Text text -> text(text);
    };
  }

  private static Map<String, Object> text(Scalar.Text text) {
    Map<String, Object> schema = ordered("type", "string");
    if (text.holdsSecret()) {
      schema.put("writeOnly", true);
    }
    return text.listParser() == null
        ? schema
        : either(
            schema, ordered("type", "array", "items", ordered("type", "string"), "minItems", 1));
  }

  /** The same, where a null, and for texts an empty one, is as good as none. */
  static Map<String, Object> orNothing(ValueType type, Map<String, Object> schema) {
    List<Map<String, Object>> ways = new ArrayList<>(List.of(schema, ordered("type", "null")));
    if (type instanceof Scalar scalar && scalar.acceptsText() && !(type instanceof Scalar.Text)) {
      ways.add(constant(""));
    }
    return ordered("anyOf", ways);
  }

  static Map<String, Object> constant(Object value) {
    return ordered("const", value);
  }

  static Map<String, Object> either(Map<String, Object> one, Map<String, Object> other) {
    return ordered("anyOf", List.of(one, other));
  }

  /** A map in the order of its entries, given as key, value, key, value. */
  static Map<String, Object> ordered(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
