package io.weir.plugin.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.ExtensionFactory;
import io.weir.api.WeirPlugin;
import io.weir.api.discovery.DiscoveryFactory;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BuiltinPluginTest {
  private final WeirPlugin plugin = ServiceLoader.load(WeirPlugin.class).findFirst().orElseThrow();

  @Test
  void offersItsKinds() {
    assertThat(kinds(plugin.discoveries())).containsExactly("static", "exec", "plaintext", "file");
    assertThat(kinds(plugin.balancers()))
        .containsExactly(
            "weight",
            "roundrobin",
            "leastconn",
            "leastbandwidth",
            "iphash",
            "iphash1",
            "maglev",
            "p2c",
            "leastlatency",
            "sticky",
            "first");
    assertThat(kinds(plugin.healthChecks())).containsExactly("ping", "probe", "exec", "smtp");
  }

  @Test
  void givesEachDiscoveryItsTime() {
    assertThat(plugin.discoveries())
        .extracting(DiscoveryFactory::defaultTimeout)
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
  }

  @Test
  void describesItself() throws IOException {
    var description = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/META-INF/weir-plugin.properties")) {
      description.load(in);
    }

    assertThat(description)
        .containsEntry("id", "builtin")
        .containsEntry("api", "[1.0,2.0)")
        .hasEntrySatisfying(
            "version", version -> assertThat(version).asString().matches("\\d+\\..*"));
  }

  private static List<String> kinds(List<? extends ExtensionFactory<?, ?>> factories) {
    return factories.stream().<String>map(ExtensionFactory::kind).toList();
  }
}
