package io.weir.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schema of a section while its keys are gathered. */
final class SchemaSection {
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final List<Object> conditions = new ArrayList<>();

  /** Adds a key in all its spellings. */
  void add(Key key, Map<String, Object> schema) {
    key.spellings().forEach(spelling -> properties.put(spelling, schema));
    if (key.mayBeLeftOut()) {
      return;
    }
    if (key.spellings().size() == 1) {
      required.add(key.name());
    } else {
      conditions.add(
          Map.of(
              "anyOf",
              key.spellings().stream()
                  .map(spelling -> Map.of("required", List.of(spelling)))
                  .toList()));
    }
  }

  /** Adds a key that somebody else describes. */
  void add(String key, Map<String, Object> schema) {
    properties.put(key, schema);
  }

  /** The keys that it has so far. */
  Set<String> names() {
    return properties.keySet();
  }

  /** Adds a key of which somebody else says what it may be. */
  void know(String key) {
    properties.putIfAbsent(key, Map.of());
  }

  void require(String key) {
    required.add(key);
  }

  /** What holds for the section where a key has one of some values. */
  void when(Map<String, Object> condition, Map<String, Object> then) {
    conditions.add(SchemaType.ordered("if", condition, "then", then));
  }

  /** With no other keys than these. */
  Map<String, Object> closed() {
    Map<String, Object> schema = open();
    schema.put("additionalProperties", false);
    return schema;
  }

  /** With any other keys beside these. */
  Map<String, Object> open() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", List.copyOf(required));
    }
    if (!conditions.isEmpty()) {
      schema.put("allOf", conditions);
    }
    return schema;
  }
}
