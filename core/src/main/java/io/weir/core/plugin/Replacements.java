package io.weir.core.plugin;

import io.weir.core.config.ExtensionKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What {@code plugins.replace} says, and who therefore wins where several plugins offer the same: a
 * replacement is never silent and never depends on an order.
 */
final class Replacements {
  private final Map<String, String> replace;
  private final Set<String> loaded;
  private final Set<String> notLoaded;
  private final Consumer<String> problems;

  /**
   * Checks the keys and the plugins that are named.
   *
   * @param replace kind and name of an extension, e.g. {@code "balancer/weight"}, to the winner's
   *     id
   * @param loaded the ids of the plugins that are there
   * @param notLoaded the ids of those that could not be loaded, which was reported already
   * @param problems takes what is wrong, a line each
   */
  Replacements(
      Map<String, String> replace,
      Set<String> loaded,
      Set<String> notLoaded,
      Consumer<String> problems) {
    this.replace = new LinkedHashMap<>(replace);
    this.loaded = new TreeSet<>(loaded);
    this.notLoaded = Set.copyOf(notLoaded);
    this.problems = problems;
    replace.forEach(this::check);
  }

  private void check(String key, String winner) {
    boolean wellFormed =
        Arrays.stream(ExtensionKind.values()).anyMatch(kind -> key.startsWith(prefix(kind)));
    if (!wellFormed) {
      problems.accept(
          "plugins.replace: \"%s\" (expected: KIND/NAME, KIND being one of %s)"
              .formatted(
                  key,
                  Arrays.stream(ExtensionKind.values())
                      .map(ExtensionKind::word)
                      .collect(Collectors.joining(", "))));
      replace.remove(key);
    } else if (!loaded.contains(winner) && !notLoaded.contains(winner)) {
      problems.accept(
          "plugins.replace.\"%s\": \"%s\" (expected: the id of an installed plugin: %s)"
              .formatted(key, winner, String.join(", ", loaded)));
    }
  }

  private static String prefix(ExtensionKind kind) {
    return kind.word() + "/";
  }

  /**
   * Who is used, by the extension's name.
   *
   * @param offers what each plugin offers of one kind, by the extension's name
   */
  <T, M> Map<String, Offer<T, M>> winners(
      ExtensionKind kind, Map<String, List<Offer<T, M>>> offers) {
    Map<String, Offer<T, M>> winners = new LinkedHashMap<>();
    offers.forEach(
        (name, rivals) -> winner(kind, name, rivals).ifPresent(won -> winners.put(name, won)));
    replace.keySet().stream()
        .filter(key -> key.startsWith(prefix(kind)))
        .filter(key -> !offers.containsKey(key.substring(prefix(kind).length())))
        .forEach(key -> nobodyOffers(kind, key, offers.keySet()));
    return winners;
  }

  private void nobodyOffers(ExtensionKind kind, String key, Set<String> names) {
    // It may be offered by a plugin that could not be loaded, which was reported already.
    if (notLoaded.isEmpty()) {
      problems.accept(
          "plugins.replace: \"%s\" (expected: a %s that a plugin offers: %s)"
              .formatted(
                  key,
                  kind.word(),
                  names.isEmpty() ? "none is offered" : String.join(", ", names)));
    }
  }

  private <T, M> Optional<Offer<T, M>> winner(
      ExtensionKind kind, String name, List<Offer<T, M>> rivals) {
    String key = prefix(kind) + name;
    String winner = replace.get(key);
    if (winner == null) {
      if (rivals.size() > 1) {
        problems.accept(duplicate(kind, name, rivals));
      }
      return Optional.of(rivals.getFirst());
    }
    Optional<Offer<T, M>> won =
        rivals.stream().filter(offer -> offer.plugin().info().id().equals(winner)).findFirst();
    if (won.isEmpty() && loaded.contains(winner)) {
      problems.accept(
          "plugins.replace.\"%s\": \"%s\" (expected: a plugin that offers it: %s)"
              .formatted(
                  key,
                  winner,
                  rivals.stream()
                      .map(offer -> offer.plugin().info().id())
                      .collect(Collectors.joining(", "))));
    }
    return won;
  }

  private static <T, M> String duplicate(
      ExtensionKind kind, String name, List<Offer<T, M>> rivals) {
    List<String> jars = rivals.stream().map(offer -> offer.plugin().info().jar()).toList();
    return "%s and %s %s provide %s \"%s\". Remove one, or name the winner under plugins.replace."
        .formatted(
            String.join(", ", jars.subList(0, jars.size() - 1)),
            jars.getLast(),
            jars.size() == 2 ? "both" : "all",
            kind.word(),
            name);
  }
}
