package io.weir.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reference page of every key, written from the same records that files are bound to, so that
 * it cannot say anything else than what holds. The keys of installed plugins are in it.
 */
public final class ConfigReference {
  private final ExtensionTypes types;
  private final List<String> lines = new ArrayList<>();

  private ConfigReference(ExtensionTypes types) {
    this.types = types;
  }

  /** The page, in Markdown. */
  public static String markdown(ExtensionTypes types) {
    ConfigReference reference = new ConfigReference(types);
    reference.lines.add("# Configuration reference");
    reference.lines.add("");
    reference.lines.add(
        "Written by weir from its own configuration records. TOML, JSON and HOCON hold the same tree.");
    reference.section("", RecordType.of(WeirConfig.class));
    return String.join("\n", reference.lines) + "\n";
  }

  private void section(String path, RecordType type) {
    table(path.isEmpty() ? "Top of the file" : "`" + path + "`", type);
    sectionsOf(path, type);
  }

  private void sectionsOf(String path, RecordType type) {
    for (Key key : type.keys()) {
      String inner = path.isEmpty() ? key.name() : path + "." + key.name();
      switch (key.type()) {
        case ValueType.Section(RecordType nested) -> section(inner, nested);
        case ValueType.MapOf(ValueType.Section(RecordType nested)) ->
            section(inner + ".NAME", nested);
        case ValueType.Extension extension ->
            extension(
                Selector.of(extension.point()).place() == Selector.Place.AMONG ? path : inner,
                extension);
        case ValueType.MapOf other -> {}
        case ValueType.ListOf(ValueType.Section(RecordType nested)) ->
            section(inner + "[]", nested);
        case ValueType.ListOf other -> {}
        case Scalar other -> {}
      }
    }
  }

  private void extension(String path, ValueType.Extension extension) {
    if (!extension.settings().keys().isEmpty()) {
      table("`" + path + "`, every kind", extension.settings());
    }
    ExtensionKind kind = extension.point().value();
    for (String name : types.names(kind)) {
      Optional<Class<? extends Record>> own = types.configType(kind, name);
      RecordType type = RecordType.of(own.orElse(NoKeys.class));
      table("`" + path + "`, " + kind.word() + " `" + name + "`", type);
      sectionsOf(path, type);
    }
  }

  private void table(String title, RecordType type) {
    lines.add("");
    lines.add("## " + title);
    lines.add("");
    if (type.keys().isEmpty()) {
      lines.add("No keys of its own.");
      return;
    }
    lines.add("| key | type | left out | meaning |");
    lines.add("|---|---|---|---|");
    for (Key key : type.keys()) {
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  key.name(),
                  escaped(key.type().description()),
                  escaped(leftOut(key)),
                  escaped(key.doc())));
    }
  }

  private static String leftOut(Key key) {
    if (key.type() instanceof ValueType.Extension extension
        && Selector.of(extension.point()).place() == Selector.Place.AMONG) {
      return "`" + extension.point().otherwise() + "`";
    }
    return switch (key.presence()) {
      case Key.Presence.Required _ -> "required";
      case Key.Presence.Possible _ -> "none";
      case Key.Presence.Preset preset -> "`" + preset.text() + "`";
      case Key.Presence.Empty _ -> "empty";
    };
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
