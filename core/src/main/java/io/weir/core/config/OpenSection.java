package io.weir.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A section while its keys are taken out of it, by core's record and a plugin's in turn. What
 * nobody asked for in the end is unknown.
 */
final class OpenSection {
  private final ConfigObject object;
  private final Place place;
  private final Problems problems;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> spellings = new HashSet<>();

  OpenSection(ConfigObject object, Place place, Problems problems) {
    this.object = object;
    this.place = place;
    this.problems = problems;
  }

  Place place() {
    return place;
  }

  /** A key's place: where its value is, or the section's where there is none. */
  Place placeOf(String key) {
    return place.key(key, object.get(key));
  }

  ConfigObject object() {
    return object;
  }

  /** The spelling in which a key is there; its proper one if it is not. */
  String spelling(Key key) {
    return key.spellings().stream().filter(this::has).findFirst().orElse(key.name());
  }

  /**
   * The value of a key, or null; JSON's null is no value, and gobetween writes it for what is not
   * set.
   */
  @Nullable ConfigValue take(Key key) {
    return take(key.spellings());
  }

  /** The same by name. */
  @Nullable ConfigValue take(String name) {
    return take(List.of(name));
  }

  private @Nullable ConfigValue take(List<String> accepted) {
    names.add(accepted.getFirst());
    spellings.addAll(accepted);
    List<String> there = accepted.stream().filter(this::has).toList();
    there.stream()
        .skip(1)
        .forEach(second ->
            problems.error(
                Problem.at(
                    placeOf(second),
                    "given twice, as " + there.getFirst() + " too (expected: one of them)")));
    return there.isEmpty() ? null : object.get(there.getFirst());
  }

  private boolean has(String key) {
    ConfigValue value = object.get(key);
    return value != null && value.valueType() != ConfigValueType.NULL;
  }

  /** From now on any key counts as one that somebody has asked for. */
  void passOver() {
    spellings.addAll(object.keySet());
  }

  /** Reports each key that nobody has asked for. */
  void reportUnknown() {
    object.keySet().stream()
        .filter(key -> !spellings.contains(key))
        .forEach(key -> problems.error(Problem.at(placeOf(key), unknown(key))));
  }

  private String unknown(String key) {
    String nearest = Nearest.to(key, names);
    if (nearest != null) {
      return "unknown key" + Problem.didYouMean(nearest);
    }
    return names.isEmpty()
        ? "unknown key (expected: no keys here)"
        : "unknown key (expected: one of "
            + String.join(", ", names.stream().sorted().toList())
            + ")";
  }
}
