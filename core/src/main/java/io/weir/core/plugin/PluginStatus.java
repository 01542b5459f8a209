package io.weir.core.plugin;

import java.util.Comparator;
import java.util.List;

/**
 * How it stands with one installed plugin.
 *
 * @param info who it is
 * @param current false if it was exchanged or taken away, and lives on for the products that it has
 *     made
 * @param products what it has made, in that order
 */
public record PluginStatus(PluginInfo info, boolean current, List<ProductStatus> products) {

  /** Copies the list. */
  public PluginStatus {
    products = List.copyOf(products);
  }

  /** How it stands in a word: that of the product with which it stands worst, or unused. */
  public String word() {
    return products.stream()
        .map(ProductStatus::state)
        .max(Comparator.naturalOrder())
        .map(ProductStatus.State::word)
        .orElse("unused");
  }
}
