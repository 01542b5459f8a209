package io.weir.core.config;

import com.typesafe.config.ConfigObject;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code plugins.replace}: its keys name what a plugin offers, and its values plugins
 * that offer just that.
 */
final class ReplaceRules {
  private final ExtensionTypes types;
  private final Problems problems;

  ReplaceRules(ExtensionTypes types, Problems problems) {
    this.types = types;
    this.problems = problems;
  }

  void check(ConfigObject root, Map<String, String> replace) {
    if (!types.pluginIds().isEmpty()) {
      replace.forEach(
          (key, winner) -> check(key, winner, Place.of(root, List.of("plugins", "replace", key))));
    }
  }

  private void check(String key, String winner, Place place) {
    ExtensionKind kind = kind(key);
    if (kind == null) {
      unknownKey(
          place,
          "KIND/NAME, KIND being one of "
              + Arrays.stream(ExtensionKind.values())
                  .map(ExtensionKind::word)
                  .collect(Collectors.joining(", ")),
          Nearest.to(key, everyOffer()));
      return;
    }
    Map<String, Set<String>> offers = types.offers(kind);
    Set<String> rivals = offers.get(key.substring(prefix(kind).length()));
    if (rivals == null && types.isComplete()) {
      unknownKey(
          place,
          "a " + kind.word() + " that a plugin offers: " + list(offers.keySet()),
          Nearest.to(key, everyOffer()));
    } else if (!types.pluginIds().contains(winner)) {
      wrongWinner(place, winner, "the id of an installed plugin", types.pluginIds());
    } else if (rivals != null && !rivals.contains(winner) && types.isComplete()) {
      wrongWinner(place, winner, "a plugin that offers it", rivals);
    }
  }

  private static @Nullable ExtensionKind kind(String key) {
    return Arrays.stream(ExtensionKind.values())
        .filter(kind -> key.startsWith(prefix(kind)))
        .findFirst()
        .orElse(null);
  }

  private static String prefix(ExtensionKind kind) {
    return kind.word() + "/";
  }

  private Set<String> everyOffer() {
    Set<String> keys = new TreeSet<>();
    for (ExtensionKind kind : ExtensionKind.values()) {
      types.offers(kind).keySet().forEach(name -> keys.add(prefix(kind) + name));
    }
    return keys;
  }

  private void unknownKey(Place place, String expected, @Nullable String suggestion) {
    problems.error(
        Problem.at(
            place, "unknown key (expected: " + expected + ")" + Problem.didYouMean(suggestion)));
  }

  private void wrongWinner(Place place, String winner, String expected, Set<String> ids) {
    problems.error(
        Problem.wrongValue(
            place, Shown.quoted(winner), expected + ": " + list(ids), Nearest.to(winner, ids)));
  }

  private static String list(Collection<String> names) {
    return names.isEmpty() ? "none is there" : String.join(", ", new TreeSet<>(names));
  }
}
