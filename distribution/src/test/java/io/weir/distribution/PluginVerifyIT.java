package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.plugin.PluginJarBuilder;
import io.weir.testkit.process.Finished;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code weir plugins verify}, which needs the tarball alone. */
class PluginVerifyIT extends SystemTest {
  private static final String ENTRY =
      """
      package x;

      import io.weir.api.PluginContext;
      import io.weir.api.WeirPlugin;
      import io.weir.api.balance.Balancer;
      import io.weir.api.balance.BalancerFactory;
      import io.weir.api.balance.Selector;
      import io.weir.api.config.Doc;
      import java.util.List;

      public final class Entry implements WeirPlugin {
        public record Keys(@Doc("Where it is.") %s zone) {}

        @Override public List<BalancerFactory<?>> balancers() {
          return List.of(new BalancerFactory<Keys>() {
            @Override public String kind() { return "odd"; }
            @Override public Class<Keys> configType() { return Keys.class; }
            @Override public Balancer create(Keys config, PluginContext context) {
              return backends -> (client, candidates) -> Selector.NONE;
            }
          });
        }
      }
      """;

  @Test
  void oneOfOursIsGood() throws Exception {
    Finished finished =
        command("plugins", "verify", HOME.path().resolve("plugins/builtin.jar").toString()).run();

    assertThat(finished.err()).isEmpty();
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .contains(
            "good     balancer \"first\": is created, and closes in time without having been used")
        .anyMatch(line -> line.startsWith("not run  ") && line.contains("BalancerContract"))
        .anyMatch(
            line -> line.startsWith("not run  ") && line.contains("(needs `file_path`: write "))
        .last()
        .asString()
        .contains("builtin.jar is good");
  }

  /** So is each of the others: none refers to what it does not see. */
  @Test
  void noneOfOursHasAProblem() throws Exception {
    for (String plugin : List.of("acme", "consul", "discovery-docker", "health-database")) {
      Finished finished =
          command("plugins", "verify", HOME.path().resolve("plugins/" + plugin).toString()).run();

      assertThat(finished.err()).isEmpty();
    }
  }

  @Test
  void whatCouldNotBeTriedFailsWhereThatIsAskedFor() throws Exception {
    Path jar = plugin("String").write(folder.resolve("x.jar"));
    Path keys = write("keys.conf", "balancer.odd { zone = a }\n");

    Finished without = command("plugins", "verify", jar.toString(), "--strict").run();
    Finished with =
        command("plugins", "verify", jar.toString(), "--strict", "--keys", keys.toString()).run();

    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err()).singleElement().asString().contains("not run: balancer \"odd\"");
    assertThat(with.exitCode()).isZero();
  }

  @Test
  void valuesHaveWhatNeedsThemTriedOut() throws Exception {
    Path jar = plugin("String").write(folder.resolve("x.jar"));
    Path keys = write("keys.conf", "balancer.odd { zone = a }\n");

    Finished finished =
        command("plugins", "verify", jar.toString(), "--keys", keys.toString()).run();

    assertThat(finished.err()).isEmpty();
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .anyMatch(line -> line.startsWith("good     balancer \"odd\": is created"));
  }

  @Test
  void badOnesFailWithOneLineEach() throws Exception {
    fails(
        plugin("String").descriptor("id=x\nversion=1.0\napi=[2.0,3.0)\n"),
        "plugin x 1.0 is for API [2.0,3.0) (expected: a range with 1.0");
    fails(
        PluginJarBuilder.plugin("x").source("x.Entry", ENTRY.formatted("String")),
        "no provider (expected: META-INF/services/io.weir.api.WeirPlugin");
    fails(plugin("Object"), "balancer \"odd\": x.Entry$Keys.zone", "cannot be bound");
    fails(
        PluginJarBuilder.plugin("x").provider("x.Absent"),
        "Provider x.Absent not found (expected: a class in this jar)");
    fails(
        plugin("lib.Zone")
            .compiledAgainst(
                PluginJarBuilder.library()
                    .source("lib.Zone", "package lib; public record Zone(String name) {}")
                    .write(folder.resolve("lib.jar"))),
        "class lib.Zone is missing (expected: in the plugin's jar, or in a library");
  }

  private void fails(PluginJarBuilder plugin, String... problem) throws Exception {
    Path jar = plugin.write(folder.resolve("x.jar"));

    Finished finished = command("plugins", "verify", jar.toString()).run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err())
        .singleElement()
        .asString()
        .startsWith("weir: " + jar)
        .contains(problem);
  }

  private static PluginJarBuilder plugin(String keyType) {
    return PluginJarBuilder.plugin("x")
        .provider("x.Entry")
        .source("x.Entry", ENTRY.formatted(keyType));
  }
}
