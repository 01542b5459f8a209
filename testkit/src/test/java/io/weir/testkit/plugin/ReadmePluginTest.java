package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plugin in the README, as a reader would copy it. */
class ReadmePluginTest extends PluginTest {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void compilesAsItStandsAndChoosesTheLast() throws Exception {
    Matcher block = JAVA.matcher(Files.readString(Path.of("../README.md")));
    assertThat(block.find()).isTrue();
    PluginJarBuilder.plugin("last")
        .provider("LastPlugin")
        .source("LastPlugin", block.group(1))
        .write(plugins().resolve("last.jar"));

    try (ExtensionRegistries registries = load();
        Balancer last =
            registries
                .balancers()
                .create("last", config(registries, ExtensionKind.BALANCER, "last"), "web")) {
      var selector = last.over(List.of(Backend.of("a", 80), Backend.of("b", 80)));

      assertThat(
              selector.select(FixedConnection.from("192.0.2.7"), new FixedCandidates(2).without(1)))
          .isEqualTo(0);
    }
  }
}
