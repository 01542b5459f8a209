package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.Name;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a record's components: their names, types, defaults and what is said about them. */
final class ComponentReader {
  private static final String NOT_BINDABLE =
      "expected: String, int, long, double, boolean, Duration, Path, URI, Pattern, an enum, a"
          + " record, a type of io.weir.api.config or another with a public static parse(String),"
          + " or a List, Map<String, …> or Optional of these";
  private static final Pattern UPPER = Pattern.compile("(?<!^)(?=[A-Z])");

  /** The records on the way here; one that contains itself would have no end. */
  private final Deque<Class<?>> outer;

  private final Class<? extends Record> record;

  ComponentReader(Class<? extends Record> record) {
    this(record, new ArrayDeque<>());
  }

  private ComponentReader(Class<? extends Record> record, Deque<Class<?>> outer) {
    this.record = record;
    this.outer = outer;
  }

  List<Key> keys() {
    if (outer.contains(record)) {
      throw new IllegalArgumentException(record.getName() + " contains itself");
    }
    outer.push(record);
    List<Key> keys = Arrays.stream(record.getRecordComponents()).map(this::key).toList();
    outer.pop();
    return keys;
  }

  private Key key(RecordComponent component) {
    Type type = component.getGenericType();
    boolean optional = component.getType() == Optional.class;
    ValueType valueType = valueType(component, optional ? argument(component, type, 0) : type);
    Doc doc = component.getAnnotation(Doc.class);
    Dropped dropped = component.getAnnotation(Dropped.class);
    return new Key(
        spellings(component),
        valueType,
        presence(component, optional, valueType),
        doc == null ? "" : doc.value(),
        dropped == null ? null : dropped.value());
  }

  private static List<String> spellings(RecordComponent component) {
    Name name = component.getAnnotation(Name.class);
    return name == null
        ? List.of(UPPER.matcher(component.getName()).replaceAll("_").toLowerCase(Locale.ROOT))
        : List.of(name.value());
  }

  private Key.Presence presence(RecordComponent component, boolean optional, ValueType type) {
    Default preset = component.getAnnotation(Default.class);
    if (optional) {
      return new Key.Presence.Possible();
    }
    if (preset != null) {
      return new Key.Presence.Preset(preset.value(), presetValue(component, type, preset.value()));
    }
    boolean empty =
        switch (type) {
          case ValueType.ListOf list -> true;
          case ValueType.MapOf map -> true;
          case ValueType.Section section -> section.type().mayBeLeftOut();
          case ValueType.Extension extension ->
              !extension.point().otherwise().isEmpty() && extension.settings().mayBeLeftOut();
          case Scalar scalar -> false;
        };
    return empty ? new Key.Presence.Empty() : new Key.Presence.Required();
  }

  private Object presetValue(RecordComponent component, ValueType type, String text) {
    if (!(type instanceof Scalar scalar)) {
      throw unsupported(component, "only a single value can have a default");
    }
    try {
      return scalar.fromText(text);
    } catch (WrongValueException e) {
      throw unsupported(
          component, "its default is \"" + text + "\" (expected: " + e.expected() + ")");
    }
  }

  private ValueType valueType(RecordComponent component, Type type) {
    Class<?> raw = raw(component, type);
    if (raw == List.class) {
      return new ValueType.ListOf(valueType(component, argument(component, type, 0)));
    }
    if (raw == Map.class) {
      if (argument(component, type, 0) != String.class) {
        throw unsupported(component, "a map's keys are String");
      }
      return new ValueType.MapOf(valueType(component, argument(component, type, 1)));
    }
    if (raw == ExtensionSection.class) {
      return extension(component, raw(component, argument(component, type, 0)));
    }
    Scalar scalar = ScalarTypes.find(raw);
    if (scalar != null) {
      return scalar;
    }
    if (raw.isRecord()) {
      return new ValueType.Section(recordType(raw));
    }
    throw unsupported(component, NOT_BINDABLE);
  }

  private ValueType extension(RecordComponent component, Class<?> settings) {
    ExtensionPoint point = component.getAnnotation(ExtensionPoint.class);
    if (point == null) {
      throw unsupported(component, "it lacks @ExtensionPoint");
    }
    return new ValueType.Extension(recordType(settings), point);
  }

  private RecordType recordType(Class<?> nested) {
    Class<? extends Record> type = nested.asSubclass(Record.class);
    return RecordType.of(type, new ComponentReader(type, outer).keys());
  }

  private Type argument(RecordComponent component, Type type, int index) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[index];
    }
    throw unsupported(component, "it lacks its type argument");
  }

  private Class<?> raw(RecordComponent component, Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized
          when parameterized.getRawType() instanceof Class<?> raw ->
          raw;
      default -> throw unsupported(component, NOT_BINDABLE);
    };
  }

  private IllegalArgumentException unsupported(RecordComponent component, String reason) {
    return new IllegalArgumentException(
        record.getName()
            + "."
            + component.getName()
            + ", of type "
            + component.getGenericType().getTypeName()
            + ", cannot be bound: "
            + reason);
  }
}
