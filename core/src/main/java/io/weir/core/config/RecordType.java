package io.weir.core.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a section, read off the record that holds them. It is the one place that looks at
 * records: what binds a file, what writes one and what writes the reference all go by it.
 */
final class RecordType {
  private final Class<? extends Record> type;
  private final List<Key> keys;

  private RecordType(Class<? extends Record> type, List<Key> keys) {
    this.type = type;
    this.keys = keys;
  }

  /**
   * Reads a record class.
   *
   * @throws IllegalArgumentException if it has a component that cannot be bound; the message names
   *     it
   */
  static RecordType of(Class<? extends Record> type) {
    return new RecordType(type, new ComponentReader(type).keys());
  }

  /**
   * Reads a plugin's record class, which may lack a class of a library.
   *
   * @throws IllegalArgumentException if it has a component that cannot be bound, or a class is
   *     missing; the message names it
   */
  static RecordType ofPlugin(Class<? extends Record> type) {
    try {
      return of(type);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "class "
              + String.valueOf(e.getMessage()).replace('/', '.')
              + " is missing (expected: in the plugin's jar, or in a library beside it in a folder"
              + " of its own)",
          e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static RecordType of(Class<? extends Record> type, List<Key> keys) {
    return new RecordType(type, keys);
  }

  Class<? extends Record> type() {
    return type;
  }

  /** Its keys, in the order of its components. */
  List<Key> keys() {
    return keys;
  }

  /** The key of that name, or null. */
  @Nullable Key key(String name) {
    return keys.stream().filter(key -> key.spellings().contains(name)).findFirst().orElse(null);
  }

  boolean mayBeLeftOut() {
    return keys.stream().allMatch(Key::mayBeLeftOut);
  }

  /**
   * Makes an instance.
   *
   * @param values in the order of its components
   * @throws RuntimeException what the record's constructor throws
   */
  Record create(@Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException("it threw " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  /** What an instance holds, in the order of its components. */
  List<Object> values(Record instance) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> value(component, instance))
        .toList();
  }

  private static Object value(RecordComponent component, Record instance) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(instance);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(instance.getClass().getName() + " cannot be read", e);
    }
  }
}
