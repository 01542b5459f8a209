package io.weir.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds the sections that core shares with plugins: to core's record, and to that of the plugin
 * that the section selects.
 */
final class ExtensionBinder {
  private final RecordBinder records;
  private final ExtensionTypes types;
  private final Problems problems;

  ExtensionBinder(RecordBinder records, ExtensionTypes types, Problems problems) {
    this.records = records;
    this.types = types;
    this.problems = problems;
  }

  /** The component that a shared section becomes, or null. */
  @Nullable Object component(Key key, ValueType.Extension type, OpenSection outer) {
    boolean optional = key.presence() instanceof Key.Presence.Possible;
    Selector selector = Selector.of(type.point());
    if (selector.place() == Selector.Place.AMONG) {
      return among(type, selector, outer);
    }
    boolean beside = selector.place() == Selector.Place.BESIDE;
    ConfigValue selected = beside ? outer.take(selector.key()) : null;

    ConfigValue value = outer.take(key);
    if (value == null && optional) {
      return Optional.empty();
    }
    OpenSection section;
    if (value == null && key.mayBeLeftOut()) {
      section = records.empty(outer.place().key(key.name(), null));
    } else if (value == null) {
      problems.error(
          Problem.missing(
              outer.place().key(key.name(), null),
              "a section with `" + selector.key() + "`, " + kinds(type.point().value(), optional)));
      return null;
    } else if (value instanceof ConfigObject object) {
      section = new OpenSection(object, outer.placeOf(key.name()), problems);
    } else {
      problems.error(
          Problem.wrongValue(
              outer.placeOf(key.name()), RecordBinder.shown(type, value), "a section", null));
      return null;
    }
    Place selectorPlace = beside ? outer.placeOf(selector.key()) : section.placeOf(selector.key());
    String kind =
        kind(type, beside ? selected : section.take(selector.key()), selectorPlace, optional);
    if (kind == null) {
      return null;
    }
    if (optional && kind.equals(Selector.NONE)) {
      return none(type, section);
    }
    Record bound = bind(type, kind, section, selectorPlace);
    return bound == null ? null : optional ? Optional.of(bound) : bound;
  }

  /**
   * An extension without a section of its own; what is unknown there is for the outer one to say.
   */
  private @Nullable Record among(ValueType.Extension type, Selector selector, OpenSection outer) {
    ConfigValue selected = outer.take(selector.key());
    Place place = outer.placeOf(selector.key());
    String kind = kind(type, selected, place, false);
    if (kind == null) {
      outer.passOver();
      return null;
    }
    return taken(type, kind, outer, place);
  }

  private @Nullable Object none(ValueType.Extension type, OpenSection section) {
    Record settings = records.take(type.settings(), section);
    section.reportUnknown();
    return settings == null ? null : Optional.empty();
  }

  private @Nullable String kind(
      ValueType.Extension type, @Nullable ConfigValue value, Place place, boolean optional) {
    ExtensionKind kind = type.point().value();
    String otherwise = type.point().otherwise();
    if (value == null || "".equals(value.unwrapped())) {
      if (otherwise.isEmpty()) {
        problems.error(Problem.missing(place, kinds(kind, optional)));
        return null;
      }
      return otherwise;
    }
    if (value.valueType() != ConfigValueType.STRING) {
      problems.error(Problem.wrongValue(place, Shown.value(value), kinds(kind, optional), null));
      return null;
    }
    String name = (String) value.unwrapped();
    if (!names(kind, optional).contains(name)) {
      if (types.isComplete()) {
        unknown(kind, value, place, optional);
      }
      return null;
    }
    return name;
  }

  private void unknown(ExtensionKind kind, ConfigValue value, Place place, boolean optional) {
    Set<String> names = names(kind, optional);
    problems.error(
        Problem.wrongValue(
            place,
            Shown.value(value),
            kinds(kind, optional),
            Nearest.to(String.valueOf(value.unwrapped()), names)));
  }

  private @Nullable Record bind(
      ValueType.Extension type, String kind, OpenSection section, Place selectorPlace) {
    Record bound = taken(type, kind, section, selectorPlace);
    int before = problems.count();
    section.reportUnknown();
    return problems.count() > before ? null : bound;
  }

  private @Nullable Record taken(
      ValueType.Extension type, String kind, OpenSection section, Place selectorPlace) {
    Record settings = records.take(type.settings(), section);
    Optional<Class<? extends Record>> own = types.configType(type.point().value(), kind);
    if (own.isEmpty()) {
      section.passOver();
      if (types.isComplete()) {
        problems.error(Problem.missing(selectorPlace, kinds(type.point().value(), false)));
      }
      return null;
    }
    RecordType ownType;
    try {
      ownType = RecordType.ofPlugin(own.get());
    } catch (IllegalArgumentException e) {
      problems.error(
          Problem.at(selectorPlace, "a plugin that cannot be configured: " + e.getMessage()));
      section.passOver();
      return null;
    }
    List<String> clashes = CoreKeys.clashes(type.point().value(), ownType);
    if (!clashes.isEmpty()) {
      clashes.forEach(clash ->
          problems.error(
              Problem.at(selectorPlace, "a plugin that cannot be configured: " + clash)));
      section.passOver();
      return null;
    }
    Record ownKeys = records.take(ownType, section);
    return settings == null || ownKeys == null
        ? null
        : new ExtensionSection<>(kind, settings, ownKeys);
  }

  private Set<String> names(ExtensionKind kind, boolean optional) {
    return Selector.names(kind, types, optional);
  }

  private String kinds(ExtensionKind kind, boolean optional) {
    return "one of " + String.join(", ", names(kind, optional));
  }
}
