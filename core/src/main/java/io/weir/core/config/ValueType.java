package io.weir.core.config;

/** What may stand at a key: read off the type of a record's component. */
sealed interface ValueType
    permits Scalar, ValueType.ListOf, ValueType.MapOf, ValueType.Section, ValueType.Extension {

  /** What it is called in the reference. */
  String description();

  /** Whether a value of it must not be shown. */
  default boolean holdsSecret() {
    return false;
  }

  /** A list. */
  record ListOf(ValueType element) implements ValueType {

    @Override
    public String description() {
      return "list: " + element.description();
    }

    @Override
    public boolean holdsSecret() {
      return element.holdsSecret();
    }
  }

  /** A section whose keys are names of the operator's choice. */
  record MapOf(ValueType value) implements ValueType {

    @Override
    public String description() {
      return "a section of names, each: " + value.description();
    }

    @Override
    public boolean holdsSecret() {
      return value.holdsSecret();
    }
  }

  /** A section with known keys. */
  record Section(RecordType type) implements ValueType {

    @Override
    public String description() {
      return "section";
    }

    @Override
    public boolean holdsSecret() {
      return type.keys().stream().anyMatch(key -> key.type().holdsSecret());
    }
  }

  /** A section that core shares with a plugin. */
  record Extension(RecordType settings, ExtensionPoint point) implements ValueType {

    @Override
    public String description() {
      return Selector.of(point).place() == Selector.Place.AMONG
          ? "a kind of " + point.value().word()
          : "section";
    }

    /** Nobody knows what the plugin's own keys hold; the name of the plugin's kind is no secret. */
    @Override
    public boolean holdsSecret() {
      return Selector.of(point).place() != Selector.Place.AMONG;
    }
  }
}
