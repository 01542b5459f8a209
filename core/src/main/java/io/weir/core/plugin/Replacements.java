package io.weir.core.plugin;

import io.weir.core.config.ExtensionKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What {@code plugins.replace} says, and who therefore wins where several plugins offer the same: a
 * replacement is never silent and never depends on an order.
 */
final class Replacements {
  private final Map<String, String> replace;
  private final Consumer<String> problems;

  /**
   * Takes what is configured; that it names what there is, is checked when the rest is.
   *
   * @param replace kind and name of an extension, e.g. {@code "balancer/weight"}, to the winner's
   *     id
   * @param problems takes duplicates that nothing is said about, a line each
   */
  Replacements(Map<String, String> replace, Consumer<String> problems) {
    this.replace = Map.copyOf(replace);
    this.problems = problems;
  }

  /** Whether that says the same. */
  boolean isOf(Map<String, String> other) {
    return replace.equals(other);
  }

  /**
   * Who is used, by the extension's name.
   *
   * @param offers what each plugin offers of one kind, by the extension's name
   */
  <T, M> Map<String, Offer<T, M>> winners(
      ExtensionKind kind, Map<String, List<Offer<T, M>>> offers) {
    Map<String, Offer<T, M>> winners = new LinkedHashMap<>();
    offers.forEach((name, rivals) -> winners.put(name, winner(kind, name, rivals)));
    return winners;
  }

  private <T, M> Offer<T, M> winner(ExtensionKind kind, String name, List<Offer<T, M>> rivals) {
    String winner = replace.get(kind.word() + "/" + name);
    if (winner == null && rivals.size() > 1) {
      problems.accept(duplicate(kind, name, rivals));
    }
    return rivals.stream()
        .filter(offer -> offer.plugin().info().id().equals(winner))
        .findFirst()
        .orElse(rivals.getFirst());
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
