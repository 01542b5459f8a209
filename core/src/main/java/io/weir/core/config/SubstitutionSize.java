package io.weir.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How large a HOCON tree becomes once its substitutions are put in, told before the library does
 * it: texts and lists that are joined from {@code ${a}${a}} double each time, and some forty lines
 * of that are more than any memory holds. What it tells is an upper bound, in characters of the
 * values as they are written.
 */
final class SubstitutionSize {
  /** Four times the longest file; a heap of a small machine still holds it. */
  static final long MOST = 64 << 20;

  private static final ConfigRenderOptions COMPACT = ConfigRenderOptions.concise();

  private final ConfigObject root;
  private final Function<String, @Nullable String> environment;
  private final Map<String, Long> known = new HashMap<>();

  /** Of values that are being measured, what has been found so far. */
  private final Map<String, Long> begun = new HashMap<>();

  private SubstitutionSize(ConfigObject root, Function<String, @Nullable String> environment) {
    this.root = root;
    this.environment = environment;
  }

  /**
   * Refuses a tree that would become too large.
   *
   * @param root not resolved yet
   * @throws ConfigException if it would
   */
  static void check(ConfigObject root, Function<String, @Nullable String> environment) {
    new SubstitutionSize(root, environment).of(root, Place.top(root));
  }

  private long of(ConfigValue value, Place place) {
    @Nullable Long before = known.get(place.path());
    if (before != null) {
      return before;
    }
    @Nullable Long soFar = begun.putIfAbsent(place.path(), 0L);
    if (soFar != null) {
      return soFar;
    }
    long size =
        value instanceof ConfigObject section && isOpen(section)
            ? ofSection(section, place)
            : ofText(value.render(COMPACT), place);
    begun.remove(place.path());
    known.put(place.path(), size);
    return size;
  }

  private long ofSection(ConfigObject section, Place place) {
    long size = 1;
    for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
      size =
          limited(size + of(entry.getValue(), place.key(entry.getKey(), entry.getValue())), place);
    }
    return size;
  }

  /**
   * A value as it is written, with substitutions in it. Several that replace one another, as {@code
   * +=} makes them, are separated by commas, the oldest one first; each may hold the one before.
   */
  private long ofText(String text, Place place) {
    long largest = 0;
    long size = 0;
    int depth = 0;
    int i = 0;
    while (i < text.length()) {
      int end = i + 1;
      switch (text.charAt(i)) {
        case '"' -> end = endOfQuoted(text, i);
        case '[', '{' -> depth++;
        case ']', '}' -> depth--;
        case '$' -> end = endOfSubstitution(text, i);
        default -> {}
      }
      if (depth == 0 && text.charAt(i) == ',') {
        largest = Math.max(largest, size);
        begun.put(place.path(), largest);
        size = 0;
      } else {
        boolean substitution = text.charAt(i) == '$';
        size += substitution ? ofSubstitution(text.substring(i, end)) : end - i;
      }
      size = limited(size, place);
      i = end;
    }
    return Math.max(largest, size);
  }

  /** Outside quotes a written value holds no other dollar than a substitution's. */
  private static int endOfSubstitution(String text, int begin) {
    int i = begin;
    while (i < text.length() && text.charAt(i) != '}') {
      i = text.charAt(i) == '"' ? endOfQuoted(text, i) : i + 1;
    }
    return Math.min(i + 1, text.length());
  }

  private static int endOfQuoted(String text, int begin) {
    int i = begin + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }

  private long ofSubstitution(String written) {
    String name = written.substring(written.startsWith("${?") ? 3 : 2, written.length() - 1);
    ConfigValue value = root;
    Place place = Place.top(root);
    for (String key : ConfigUtil.splitPath(name)) {
      if (!(value instanceof ConfigObject section) || !isOpen(section)) {
        // It is somewhere in this value, and no larger.
        return of(value, place);
      }
      @Nullable ConfigValue next = section.get(key);
      if (next == null) {
        return Objects.requireNonNullElse(environment.apply(name), "").length();
      }
      value = next;
      place = place.key(key, next);
    }
    return of(value, place);
  }

  /**
   * Whether a section's keys can be told: not before it is resolved if it is joined from others.
   */
  private static boolean isOpen(ConfigObject section) {
    try {
      return section.isEmpty() || !section.keySet().isEmpty();
    } catch (com.typesafe.config.ConfigException.NotResolved e) {
      return false;
    }
  }

  private static long limited(long size, Place place) {
    if (size > MOST) {
      throw new ConfigException(
          List.of(
              Problem.at(
                  place,
                  "too long with its substitutions put in (expected: at most "
                      + (MOST >> 20)
                      + " MiB)")));
    }
    return size;
  }
}
