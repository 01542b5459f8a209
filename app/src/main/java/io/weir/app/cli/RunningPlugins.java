package io.weir.app.cli;

import io.weir.app.OperatorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plugins of a running weir, as its API tells of them. */
final class RunningPlugins {
  private final JsonNode plugins;

  private RunningPlugins(JsonNode plugins) {
    this.plugins = plugins;
  }

  /**
   * Reads what {@code GET /plugins} has answered.
   *
   * @throws OperatorException if that is something else
   */
  static RunningPlugins parse(String answer) {
    try {
      return new RunningPlugins(new JsonMapper().readTree(answer).required("plugins"));
    } catch (JacksonException e) {
      throw new OperatorException(
          "the API's answer is not that of a weir: " + e.getOriginalMessage());
    }
  }

  /**
   * A line for each thing that a plugin has made, or for the plugin if it has made none.
   *
   * @param folder jars are named as seen from there
   */
  TextTable table(Path folder) {
    TextTable table = new TextTable("PLUGIN", "VERSION", "JAR", "STATE", "FOR");
    for (JsonNode plugin : plugins) {
      String version =
          text(plugin, "version") + (plugin.path("current").asBoolean() ? "" : " (exchanged)");
      String jar = InstalledJar.shown(text(plugin, "jar"), folder);
      if (plugin.path("products").isEmpty()) {
        table.add(text(plugin, "id"), version, jar, text(plugin, "state"), "-");
      }
      for (JsonNode product : plugin.path("products")) {
        table.add(text(plugin, "id"), version, jar, text(product, "state"), told(product));
      }
    }
    return table;
  }

  private static String told(JsonNode product) {
    List<String> told = new ArrayList<>();
    told.add(
        "%s %s of %s"
            .formatted(text(product, "kind"), text(product, "name"), text(product, "owner")));
    long failures = product.path("failures").asLong();
    if (failures > 0) {
      JsonNode last = product.path("last_failure");
      told.add(
          "%d %s, last at %s: %s"
              .formatted(
                  failures,
                  failures == 1 ? "failure" : "failures",
                  text(last, "at"),
                  text(last, "reason")));
    }
    int overdue = product.path("overdue").asInt();
    if (overdue > 0) {
      told.add(overdue == 1 ? "a call does not return" : overdue + " calls do not return");
    }
    int threads = product.path("threads").size();
    if (threads > 0) {
      told.add(threads == 1 ? "a thread of its own" : threads + " threads of its own");
    }
    return String.join("; ", told);
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }
}
