package io.weir.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key that an extension has of its own, for whoever lists or verifies it.
 *
 * @param name the key; one of an inner section has the section's before it, as {@code tls.ca}, one
 *     of a section that has the operator's own name {@code NAME}, one of a list's elements {@code
 *     []}
 * @param type what may stand there
 * @param required whether it may not be left out, where the section around it is there
 * @param preset what it is when left out, as it would be written; empty if it is nothing then
 * @param doc what it means; empty if its author does not say
 */
public record ExtensionKey(
    String name, String type, boolean required, Optional<String> preset, String doc) {

  /**
   * The keys of a plugin's record.
   *
   * @throws IllegalArgumentException if it has a component that cannot be bound, or whose default
   *     cannot be read, or a class is missing; the message names it
   */
  public static List<ExtensionKey> of(Class<? extends Record> type) {
    List<ExtensionKey> keys = new ArrayList<>();
    addAll("", RecordType.ofPlugin(type), keys);
    return List.copyOf(keys);
  }

  /**
   * The keys of a plugin's record that weir has itself in the section of that kind, a line each,
   * with what to do.
   *
   * @throws IllegalArgumentException if the record cannot be bound
   */
  public static List<String> clashes(ExtensionKind kind, Class<? extends Record> type) {
    return CoreKeys.clashes(kind, RecordType.ofPlugin(type));
  }

  /** Whether it stands in the extension's section itself, not in one inside it. */
  public boolean isOuter() {
    return name.indexOf('.') < 0;
  }

  private static void addAll(String prefix, RecordType type, List<ExtensionKey> keys) {
    for (Key key : type.keys()) {
      String name = prefix + key.name();
      keys.add(
          new ExtensionKey(
              name,
              key.type().description(),
              !key.mayBeLeftOut(),
              key.presence() instanceof Key.Presence.Preset preset
                  ? Optional.of(preset.text())
                  : Optional.empty(),
              key.doc()));
      switch (key.type()) {
        case ValueType.Section(RecordType inner) -> addAll(name + ".", inner, keys);
        case ValueType.MapOf(ValueType.Section(RecordType inner)) ->
            addAll(name + ".NAME.", inner, keys);
        case ValueType.ListOf(ValueType.Section(RecordType inner)) ->
            addAll(name + "[].", inner, keys);
        case ValueType.MapOf _, ValueType.ListOf _, ValueType.Extension _, Scalar _ -> {}
      }
    }
  }
}
