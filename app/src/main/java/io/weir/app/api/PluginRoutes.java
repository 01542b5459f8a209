package io.weir.app.api;

import io.weir.app.http.HttpAnswer;
import io.weir.app.http.HttpCall;
import io.weir.core.Weir;
import io.weir.core.plugin.OfferedExtension;
import io.weir.core.plugin.PluginInfo;
import io.weir.core.plugin.PluginStatus;
import io.weir.core.plugin.ProductStatus;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How it stands with the plugins. */
final class PluginRoutes {
  private final Weir weir;

  PluginRoutes(Weir weir) {
    this.weir = weir;
  }

  HttpAnswer all(HttpCall call) {
    List<OfferedExtension> offered = weir.offered();
    return Json.answer(
        200,
        Map.of("plugins", weir.plugins().stream().map(plugin -> tree(plugin, offered)).toList()));
  }

  private static Map<String, Object> tree(PluginStatus plugin, List<OfferedExtension> offered) {
    PluginInfo info = plugin.info();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", info.id());
    tree.put("version", info.version());
    tree.put("jar", info.jar());
    tree.put("current", plugin.current());
    tree.put("state", plugin.word());
    tree.put(
        "offers",
        offered.stream()
            .filter(offer -> plugin.current() && offer.plugin().equals(info))
            .map(PluginRoutes::tree)
            .toList());
    tree.put("products", plugin.products().stream().map(PluginRoutes::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(OfferedExtension offer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", offer.kind().word());
    tree.put("name", offer.name());
    offer.replacedBy().ifPresent(winner -> tree.put("replaced_by", winner.id()));
    return tree;
  }

  private static Map<String, Object> tree(ProductStatus product) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", product.kind().word());
    tree.put("name", product.name());
    tree.put("owner", product.owner());
    tree.put("since", product.since().truncatedTo(ChronoUnit.MILLIS).toString());
    tree.put("state", product.state().word());
    tree.put("failures", product.failures());
    product
        .lastFailure()
        .ifPresent(failure ->
            tree.put(
                "last_failure",
                Map.of(
                    "at",
                    failure.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                    "reason",
                    failure.reason())));
    tree.put("overdue", product.overdue());
    tree.put("threads", product.threads());
    return tree;
  }
}
