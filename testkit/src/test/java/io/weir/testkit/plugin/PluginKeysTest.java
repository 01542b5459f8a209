package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigReader;
import io.weir.core.config.ConfigSource;
import io.weir.core.plugin.ExtensionRegistries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about the records that plugins bring for their keys. */
class PluginKeysTest extends PluginTest {
  private static final String BALANCER =
      """
      @Override public List<BalancerFactory<?>> balancers() {
        return List.of(new BalancerFactory<Keys>() {
          @Override public String kind() { return "odd"; }
          @Override public Class<Keys> configType() { return Keys.class; }
          @Override public Balancer create(Keys config, PluginContext context) { return null; }
        });
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new IllegalStateException();|not accepted by x.Entry$Keys: IllegalStateException",
        "throw new IllegalStateException(\"no zone\");|not accepted by x.Entry$Keys: no zone",
        "throw new AssertionError(\"x\");|not accepted by x.Entry$Keys: it threw java.lang.AssertionError: x",
        "throw new InvalidConfigException(\"zone\", \"a zone\");|zone: \"z\" (expected: a zone)",
      })
  void recordThatThrowsIsOneProblem(String body, String problem) {
    entry(
            "x",
            "public record Keys(String zone) { public Keys { if (true) " + body + " } }" + BALANCER)
        .write(plugins().resolve("x.jar"));

    assertThat(configProblems()).singleElement().asString().endsWith(problem);
  }

  @Test
  void requiredPathSaysThatItIsOne() {
    entry("x", "public record Keys(String zone, java.nio.file.Path file) {}" + BALANCER)
        .write(plugins().resolve("x.jar"));

    assertThat(configProblems())
        .singleElement()
        .asString()
        .endsWith("servers.web.balancer.file: missing (expected: a path)");
  }

  @Test
  void componentCalledAsAKeyOfWeirsIsOneProblem() {
    entry(
            "x",
            """
            public record Keys(String interval) {}

            @Override public List<DiscoveryFactory<?>> discoveries() {
              return List.of(new DiscoveryFactory<Keys>() {
                @Override public String kind() { return "odd"; }
                @Override public Class<Keys> configType() { return Keys.class; }
                @Override public Discovery create(Keys config, PluginContext context) { return null; }
              });
            }
            """)
        .write(plugins().resolve("x.jar"));

    assertThat(
            problemsOf("servers.web { bind = \":80\", discovery { kind = odd, interval = 1s } }"))
        .last()
        .asString()
        .endsWith(
            "servers.web.discovery.kind: a plugin that cannot be configured: key `interval` is"
                + " weir's own in a discovery; rename the component");
  }

  @Test
  void componentThatCannotBeBoundIsOneProblem() {
    entry("x", "public record Keys(Object zone) {}" + BALANCER).write(plugins().resolve("x.jar"));

    assertThat(configProblems())
        .singleElement()
        .asString()
        .contains("servers.web.balance: a plugin that cannot be configured: x.Entry$Keys.zone")
        .contains("expected: String, int, long", "parse(String)", "Optional of these");
  }

  @Test
  void componentWhoseLibraryIsMissingIsOneProblem() {
    Path library =
        PluginJarBuilder.library()
            .source("lib.Zone", "package lib; public record Zone(String name) {}")
            .write(folder.resolve("lib.jar"));
    entry("x", "public record Keys(lib.Zone zone) {}" + BALANCER)
        .compiledAgainst(library)
        .write(plugins().resolve("x.jar"));

    assertThat(configProblems())
        .singleElement()
        .asString()
        .contains(
            "servers.web.balance: a plugin that cannot be configured: class lib.Zone is missing")
        .contains("a library beside it");
  }

  private List<String> configProblems() {
    discovery("d", "d", "List.of()").write(plugins().resolve("d.jar"));
    String text =
        "servers.web { bind = \":80\", balance = odd, balancer.zone = z,"
            + " discovery { kind = d, text = t } }";
    return problemsOf(text);
  }

  private List<String> problemsOf(String text) {
    try (ExtensionRegistries registries = load()) {
      var bound =
          new ConfigBinder(registries.catalog(), Set.of("tcp"), List.of())
              .bind(
                  new ConfigReader(Map.of())
                      .read(ConfigSource.text("test.conf", text, ConfigFormat.HOCON)));
      throw new AssertionError("bound " + bound);
    } catch (ConfigException e) {
      return e.lines();
    }
  }
}
