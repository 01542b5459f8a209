package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where plugins offer the same, and of who is to win then. */
class SameKindProblemsTest extends PluginTest {
  private static final String EMPTY = "List.of()";

  @Test
  void twoPluginsWithTheSameKind() {
    discovery("a", "sticky", EMPTY).write(plugins().resolve("a/x.jar"));
    discovery("b", "sticky", EMPTY).write(plugins().resolve("b/y.jar"));

    assertThat(problems())
        .containsExactly(
            "plugins/a/x.jar and plugins/b/y.jar both provide discovery \"sticky\". Remove one, or"
                + " name the winner under plugins.replace.");
  }

  @Test
  void threePluginsWithTheSameKind() {
    for (String id : List.of("a", "b", "c")) {
      discovery(id, "sticky", EMPTY).write(plugins().resolve(id + ".jar"));
    }

    assertThat(problems())
        .containsExactly(
            "plugins/a.jar, plugins/b.jar and plugins/c.jar all provide discovery \"sticky\". Remove"
                + " one, or name the winner under plugins.replace.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "discovery/x|nobody|: \"nobody\" (expected: the id of an installed plugin: a, b)",
        "discovery/x|aa|: \"aa\" (expected: the id of an installed plugin: a, b). Did you mean"
            + " \"a\"?",
        "discovery/x|b|: \"b\" (expected: a plugin that offers it: a). Did you mean \"a\"?",
        "discovery/zero|b|: unknown key (expected: a discovery that a plugin offers: x, y)",
        "discovery/yy|b|: unknown key (expected: a discovery that a plugin offers: x, y). Did you"
            + " mean \"discovery/y\"?",
        "balancer/x|b|: unknown key (expected: a balancer that a plugin offers: none is there)",
        "discovry/x|b|: unknown key (expected: KIND/NAME, KIND being one of discovery, balancer,"
            + " healthcheck, issuer, challenge, store). Did you mean \"discovery/x\"?",
        "x|b|: unknown key (expected: KIND/NAME, KIND being one of discovery, balancer,"
            + " healthcheck, issuer, challenge, store)",
      })
  void replacementThatCannotBeIsOneOfTheConfigurationsProblems(
      String key, String winner, String problem) {
    discovery("a", "x", EMPTY).write(plugins().resolve("a.jar"));
    discovery("b", "y", EMPTY).write(plugins().resolve("b.jar"));
    String path = key.equals("x") ? "x" : '"' + key + '"';

    assertThat(problemsOfAll("bnd = 1\nplugins.replace {\n\"" + key + "\" = " + winner + "\n}"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("weir.conf:1  bnd: unknown key"),
            line -> assertThat(line).isEqualTo("weir.conf:3  plugins.replace." + path + problem));
  }

  @Test
  void replacementByAPluginThatDidNotLoadIsNotReportedTwice() {
    discovery("a", "x", EMPTY).write(plugins().resolve("a.jar"));
    PluginJarBuilder.plugin("b").write(plugins().resolve("b.jar"));

    assertThat(problemsOfAll("plugins.replace { \"discovery/x\" = b }"))
        .singleElement()
        .asString()
        .startsWith("plugins/b.jar: no provider");
  }
}
