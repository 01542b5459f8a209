package io.weir.core.config;

import static io.weir.core.config.SchemaType.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON Schema (2020-12) of everything that can be configured, made from the records that files
 * are bound to, installed plugins included. It is for editors and pipelines; what takes more than
 * one look at one value (two servers at one address, a path that does not read) is left to {@code
 * weir check}. As there, a null or an empty text stands for a key that is left out.
 */
public final class ConfigSchema {
  private final ExtensionTypes types;

  private ConfigSchema(ExtensionTypes types) {
    this.types = types;
  }

  /** The schema, as a tree that {@link ConfigWriter#render} writes. */
  public static Map<String, Object> of(ExtensionTypes types) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Configuration of weir");
    schema.putAll(new ConfigSchema(types).section(RecordType.of(WeirConfig.class)));
    return schema;
  }

  private Map<String, Object> section(RecordType type) {
    SchemaSection section = new SchemaSection();
    addAll(type, section);
    return section.closed();
  }

  private void addAll(RecordType type, SchemaSection section) {
    for (Key key : type.keys()) {
      switch (key.type()) {
        case ValueType.Extension extension -> addExtension(key, extension, section);
        default -> section.add(key, described(key, value(key.type())));
      }
    }
  }

  private void addExtension(Key key, ValueType.Extension extension, SchemaSection section) {
    switch (Selector.of(extension.point()).place()) {
      case INSIDE -> section.add(key, described(key, shared(key, extension)));
      case BESIDE -> selectedBeside(key, extension, section);
      case AMONG -> selectedAmong(key, extension, section);
    }
  }

  private static Map<String, Object> described(Key key, Map<String, Object> schema) {
    Map<String, Object> described = ordered("description", key.doc());
    described.putAll(key.mayBeLeftOut() ? SchemaType.orNothing(key.type(), schema) : schema);
    if (key.presence() instanceof Key.Presence.Preset preset && key.type() instanceof Scalar type) {
      described.put("default", type.written(preset.value()));
    }
    if (key.dropped() != null) {
      described.put("deprecated", true);
    }
    return described;
  }

  private Map<String, Object> value(ValueType type) {
    return switch (type) {
      case Scalar scalar -> SchemaType.of(scalar);
      case ValueType.ListOf list -> ordered("type", "array", "items", value(list.element()));
      case ValueType.MapOf map ->
          ordered(
              "type",
              "object",
              "additionalProperties",
              SchemaType.either(value(map.value()), ordered("type", "null")));
      case ValueType.Section section -> section(section.type());
      case ValueType.Extension extension ->
          throw new IllegalStateException("an extension's section is no list's or map's element");
    };
  }

  /** A section whose other keys depend on the kind that one of them selects. */
  private Map<String, Object> shared(Key key, ValueType.Extension extension) {
    Selector selector = Selector.of(extension.point());
    Set<String> kinds = kinds(key, extension);
    SchemaSection section = new SchemaSection();
    section.add(selector.key(), ordered("enum", List.copyOf(kinds)));
    section.require(selector.key());
    for (String kind : kinds) {
      SchemaSection keys = new SchemaSection();
      keys.add(selector.key(), Map.of());
      section.when(selects(selector, ordered("const", kind), true), keysOf(extension, kind, keys));
    }
    return section.open();
  }

  /** The same where the key that selects stands beside the section. */
  private void selectedBeside(Key key, ValueType.Extension extension, SchemaSection outer) {
    Selector selector = Selector.of(extension.point());
    Set<String> kinds = kinds(key, extension);
    String otherwise = extension.point().otherwise();
    addSelector(selector, "The " + extension.point().value().word() + ".", kinds, extension, outer);
    outer.add(key, ordered("description", key.doc(), "type", List.of("object", "null")));
    for (String kind : kinds) {
      Map<String, Object> keys =
          SchemaType.orNothing(key.type(), keysOf(extension, kind, new SchemaSection()));
      Map<String, Object> then = ordered("properties", ordered(key.name(), keys));
      outer.when(selects(selector, ordered("const", kind), true), then);
      if (kind.equals(otherwise)) {
        outer.when(selects(selector, ordered("enum", nothing()), false), then);
      }
    }
  }

  /**
   * The same where its keys have no section of their own. Those of all kinds are known, as somebody
   * else's stand among them; those of the selected kind have their types.
   */
  private void selectedAmong(Key key, ValueType.Extension extension, SchemaSection outer) {
    Selector selector = Selector.of(extension.point());
    Set<String> kinds = kinds(key, extension);
    addSelector(selector, key.doc(), kinds, extension, outer);
    for (String kind : kinds) {
      SchemaSection keys = new SchemaSection();
      addKeysOf(extension, kind, keys);
      keys.names().forEach(outer::know);
      Map<String, Object> then = keys.open();
      outer.when(selects(selector, ordered("const", kind), true), then);
      if (kind.equals(extension.point().otherwise())) {
        outer.when(selects(selector, ordered("enum", nothing()), false), then);
      }
    }
  }

  private static void addSelector(
      Selector selector,
      String description,
      Set<String> kinds,
      ValueType.Extension extension,
      SchemaSection outer) {
    outer.add(
        selector.key(),
        ordered(
            "description",
            description,
            "anyOf",
            List.of(ordered("enum", List.copyOf(kinds)), ordered("enum", nothing())),
            "default",
            extension.point().otherwise()));
  }

  private static List<Object> nothing() {
    return java.util.Arrays.asList("", null);
  }

  /** Without {@code required} a key that is not there fits too. */
  private static Map<String, Object> selects(
      Selector selector, Map<String, Object> value, boolean required) {
    Map<String, Object> condition = ordered("properties", ordered(selector.key(), value));
    if (required) {
      condition.put("required", List.of(selector.key()));
    }
    return condition;
  }

  private Map<String, Object> keysOf(
      ValueType.Extension extension, String kind, SchemaSection section) {
    addKeysOf(extension, kind, section);
    return section.closed();
  }

  private void addKeysOf(ValueType.Extension extension, String kind, SchemaSection section) {
    addAll(extension.settings(), section);
    types
        .configType(extension.point().value(), kind)
        .ifPresent(record -> addAll(RecordType.of(record), section));
  }

  private Set<String> kinds(Key key, ValueType.Extension extension) {
    return Selector.names(
        extension.point().value(), types, key.presence() instanceof Key.Presence.Possible);
  }
}
