package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.ConfigReference;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.PluginEnvironment;
import io.weir.core.plugin.PluginLoader;
import io.weir.core.stats.PluginMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/configuration.md says what the records of the shipped tarball say. */
class ConfigReferenceIT {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  /** Run with {@code -Dweir.docs.write=true} to write the page anew. */
  @Test
  void theReferencePageIsUpToDate(@TempDir Path state) throws Exception {
    Path plugins = Path.of(System.getProperty("weir.home"), "plugins");
    PluginLoader loader = new PluginLoader(PluginEnvironment.of(state, new PluginMetrics()));
    try (ExtensionRegistries extensions =
        loader.load(List.of(plugins), Map.of(), Set.of("tcp", "tls", "udp")).sound()) {
      String page = ConfigReference.markdown(extensions.catalog());
      if (Boolean.getBoolean("weir.docs.write")) {
        Files.writeString(PAGE, page);
      }
      assertThat(PAGE).hasContent(page);
    }
  }
}
