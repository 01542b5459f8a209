package io.weir.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.weir.api.config.InvalidConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a tree's sections. What is wrong is collected; a method that returns null has
 * reported why.
 */
final class RecordBinder {
  private final Problems problems;
  private final ExtensionBinder extensions;

  RecordBinder(ExtensionTypes types, Problems problems) {
    this.problems = problems;
    this.extensions = new ExtensionBinder(this, types, problems);
  }

  /**
   * Binds a section whose keys may all be left out. What is wrong in one key does not keep the
   * others from being looked at: it counts as left out.
   */
  <T extends Record> T bindTop(Class<T> type, ConfigObject root) {
    RecordType recordType = RecordType.of(type);
    OpenSection section = new OpenSection(root, Place.top(root), problems);
    @Nullable Object[] values = components(recordType, section);
    section.reportUnknown();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        values[i] = leftOut(recordType.keys().get(i), section);
      }
    }
    return type.cast(recordType.create(values));
  }

  /** Binds a section that is a record's alone. */
  @Nullable Record bind(RecordType type, ConfigValue value, Place place) {
    if (!(value instanceof ConfigObject object)) {
      problems.error(
          Problem.wrongValue(place, shown(new ValueType.Section(type), value), "a section", null));
      return null;
    }
    OpenSection section = new OpenSection(object, place, problems);
    Record bound = take(type, section);
    int before = problems.count();
    section.reportUnknown();
    return problems.count() == before ? bound : null;
  }

  /** Takes a record's keys out of a section. */
  @Nullable Record take(RecordType type, OpenSection section) {
    @Nullable Object[] values = components(type, section);
    for (Object value : values) {
      if (value == null) {
        return null;
      }
    }
    try {
      return type.create(values);
    } catch (InvalidConfigException e) {
      invalid(type, section, e);
    } catch (RuntimeException e) {
      problems.error(
          Problem.at(
              section.place(), "not accepted by " + type.type().getName() + ": " + reason(e)));
    }
    return null;
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void invalid(RecordType type, OpenSection section, InvalidConfigException e) {
    Key key = type.key(e.key());
    String spelling = key == null ? e.key() : section.spelling(key);
    if (spelling.isEmpty()) {
      problems.error(Problem.at(section.place(), "not valid (expected: " + e.expected() + ")"));
      return;
    }
    ConfigValue value = section.object().get(spelling);
    Place place = section.placeOf(spelling);
    if (value == null) {
      problems.error(Problem.missing(place, e.expected()));
    } else if (key == null) {
      problems.error(Problem.at(place, "not valid (expected: " + e.expected() + ")"));
    } else {
      problems.error(Problem.wrongValue(place, shown(key.type(), value), e.expected(), null));
    }
  }

  /** Null in places whose key is wrong. */
  private @Nullable Object[] components(RecordType type, OpenSection section) {
    return type.keys().stream().map(key -> component(key, section)).toArray();
  }

  private @Nullable Object component(Key key, OpenSection section) {
    if (key.type() instanceof ValueType.Extension extension) {
      return extensions.component(key, extension, section);
    }
    ConfigValue value = section.take(key);
    if (value == null || (key.mayBeLeftOut() && isEmptyText(key.type(), value))) {
      return leftOut(key, section);
    }
    Place place = section.placeOf(section.spelling(key));
    if (key.dropped() != null) {
      problems.warn(Problem.at(place, key.dropped()));
    }
    Object bound = value(key.type(), value, place);
    return bound != null && key.presence() instanceof Key.Presence.Possible
        ? Optional.of(bound)
        : bound;
  }

  /**
   * For gobetween an empty text is the same as no key at all, and its own dumps are full of them.
   */
  private static boolean isEmptyText(ValueType type, ConfigValue value) {
    return type instanceof Scalar scalar
        && scalar.acceptsText()
        && value.valueType() == ConfigValueType.STRING
        && "".equals(value.unwrapped());
  }

  private @Nullable Object leftOut(Key key, OpenSection section) {
    return switch (key.presence()) {
      case Key.Presence.Possible possible -> Optional.empty();
      case Key.Presence.Preset preset -> preset.value();
      case Key.Presence.Empty empty ->
          switch (key.type()) {
            case ValueType.ListOf list -> List.of();
            case ValueType.MapOf map -> Map.of();
            case ValueType.Section nested ->
                take(nested.type(), empty(section.place().key(key.name(), null)));
            case ValueType.Extension extension -> extensions.component(key, extension, section);
            case Scalar scalar -> throw new IllegalStateException(key.name() + " cannot be empty");
          };
      case Key.Presence.Required required -> {
        problems.error(
            Problem.missing(section.place().key(key.name(), null), expectedOf(key.type())));
        yield null;
      }
    };
  }

  private static String expectedOf(ValueType type) {
    return switch (type) {
      case Scalar.Text text when text.description().equals("path") -> "a path";
      case Scalar scalar -> scalar.expected();
      default -> type.description();
    };
  }

  /** A section that is not there. */
  OpenSection empty(Place place) {
    return new OpenSection(com.typesafe.config.ConfigFactory.empty().root(), place, problems);
  }

  private @Nullable Object value(ValueType type, ConfigValue value, Place place) {
    return switch (type) {
      case Scalar scalar -> scalar(scalar, value, place);
      case ValueType.ListOf list -> list(list, value, place);
      case ValueType.MapOf map -> map(map, value, place);
      case ValueType.Section section -> bind(section.type(), value, place);
      case ValueType.Extension extension ->
          throw new IllegalStateException("an extension's section is no list's or map's element");
    };
  }

  private @Nullable Object scalar(Scalar scalar, ConfigValue value, Place place) {
    try {
      return scalar.read(value);
    } catch (WrongValueException e) {
      problems.error(Problem.wrongValue(place, shown(scalar, value), e.expected(), e.suggestion()));
      return null;
    }
  }

  private @Nullable List<Object> list(ValueType.ListOf type, ConfigValue value, Place place) {
    if (!(value instanceof ConfigList elements)) {
      problems.error(Problem.wrongValue(place, shown(type, value), "a list", null));
      return null;
    }
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      ConfigValue element = elements.get(i);
      Object object = value(type.element(), element, place.element(i, element));
      if (object != null) {
        bound.add(object);
      }
    }
    return bound.size() == elements.size() ? List.copyOf(bound) : null;
  }

  /**
   * In the order of the file. What is wrong is left out, so that the rest can be checked further.
   */
  private @Nullable Map<String, Object> map(ValueType.MapOf type, ConfigValue value, Place place) {
    if (!(value instanceof ConfigObject object)) {
      problems.error(Problem.wrongValue(place, shown(type, value), "a section", null));
      return null;
    }
    Map<String, Object> bound = new LinkedHashMap<>();
    LineOrder.of(object).stream()
        .filter(entry -> entry.getValue().valueType() != ConfigValueType.NULL)
        .forEach(entry -> {
          int before = problems.count();
          Object element =
              value(type.value(), entry.getValue(), place.key(entry.getKey(), entry.getValue()));
          if (element != null && problems.count() == before) {
            bound.put(entry.getKey(), element);
          }
        });
    return Collections.unmodifiableMap(bound);
  }

  static String shown(ValueType type, ConfigValue value) {
    return type.holdsSecret() ? Shown.SECRET : Shown.value(value);
  }
}
