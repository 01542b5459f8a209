package io.weir.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns bound records back into the tree that they can be bound from: the way back of {@link
 * ConfigBinder}, by the same description of the records. What has a value is written, a default
 * too, so that the tree says all that holds; what is empty is left out.
 */
public final class ConfigWriter {
  private final Secrets secrets;

  /** Whether passwords and the like are written. */
  public enum Secrets {
    /** As they are: weir can start from it. */
    SHOWN,
    /** As {@code ***}. */
    MASKED
  }

  /** Prepares writing. */
  public ConfigWriter(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * The whole configuration.
   *
   * @return in the order of the records: maps by key, lists, texts, numbers and truth values
   */
  public Map<String, Object> tree(WeirConfig config) {
    return section(RecordType.of(WeirConfig.class), config);
  }

  /** One server's section, the same way. */
  public Map<String, Object> tree(ServerConfig server) {
    return section(RecordType.of(ServerConfig.class), server);
  }

  /** The keys that an extension has of its own, the same way. */
  public Map<String, Object> keys(Record keys) {
    return section(RecordType.of(keys.getClass()), keys);
  }

  /**
   * Writes a tree as text. Whatever its texts hold, they are read back as they are; {@code ${NAME}}
   * in one is not taken for a variable.
   *
   * @throws IllegalArgumentException if the format has no way to write a value of it; the message
   *     names the value
   */
  public static String render(Map<String, Object> tree, ConfigFormat format) {
    return TreeText.of(tree, format, TreeText.Variables.NONE);
  }

  private Map<String, Object> section(RecordType type, Record record) {
    Map<String, Object> section = new LinkedHashMap<>();
    List<Object> values = type.values(record);
    for (int i = 0; i < values.size(); i++) {
      Key key = type.keys().get(i);
      Object value =
          values.get(i) instanceof Optional<?> optional ? present(optional) : values.get(i);
      if (value == null) {
        continue;
      }
      if (key.type() instanceof ValueType.Extension extension) {
        extension(key, extension, (ExtensionSection<?>) value, section);
      } else {
        putUnlessEmpty(key, written(key.type(), value), section);
      }
    }
    return section;
  }

  private static @Nullable Object present(Optional<?> optional) {
    return optional.orElse(null);
  }

  /** A section that is there although all its keys are left out means something; nothing else. */
  private static void putUnlessEmpty(Key key, Object written, Map<String, Object> section) {
    boolean empty =
        switch (written) {
          case String text -> text.isEmpty();
          case List<?> list -> list.isEmpty();
          case Map<?, ?> map -> map.isEmpty() && !(key.presence() instanceof Key.Presence.Possible);
          default -> false;
        };
    if (!empty || !key.mayBeLeftOut()) {
      section.put(key.name(), written);
    }
  }

  private void extension(
      Key key, ValueType.Extension type, ExtensionSection<?> value, Map<String, Object> outer) {
    Selector selector = Selector.of(type.point());
    boolean among = selector.place() == Selector.Place.AMONG;
    Map<String, Object> inner = among ? outer : new LinkedHashMap<>();
    (selector.place() == Selector.Place.INSIDE ? inner : outer).put(selector.key(), value.kind());
    inner.putAll(section(type.settings(), value.settings()));
    inner.putAll(section(RecordType.of(value.own().getClass()), value.own()));
    if (!among && !inner.isEmpty()) {
      outer.put(key.name(), inner);
    }
  }

  private Object written(ValueType type, Object value) {
    return switch (type) {
      case Scalar scalar ->
          switch (secrets) {
            case SHOWN -> scalar.written(value);
            case MASKED -> scalar.masked(value);
          };
      case ValueType.ListOf list -> list(list, (List<?>) value);
      case ValueType.MapOf map -> map(map, (Map<?, ?>) value);
      case ValueType.Section section -> section(section.type(), (Record) value);
      case ValueType.Extension extension ->
          throw new IllegalStateException("an extension's section is no list's or map's element");
    };
  }

  private List<Object> list(ValueType.ListOf type, List<?> values) {
    List<Object> list = new ArrayList<>();
    values.forEach(value -> list.add(written(type.element(), value)));
    return list;
  }

  private Map<String, Object> map(ValueType.MapOf type, Map<?, ?> values) {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((key, value) -> map.put((String) key, written(type.value(), value)));
    return map;
  }
}
