package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.GivenKeys;
import io.weir.core.plugin.PluginVerification;
import io.weir.core.plugin.VerifiedPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a plugin that is looked at where it lies. */
class PluginVerificationTest extends PluginTest {
  private static final String NO_VALUES = "";

  @Test
  void goodPluginWithoutKeysIsTriedOut() throws Exception {
    VerifiedPlugin verified = verify(balancer("Keys()", "return a;"), NO_VALUES);

    assertThat(verified.problems()).isEmpty();
    assertThat(verified.passed())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("plugin x 1.0 in x.jar: descriptor, API range"),
            line -> assertThat(line).isEqualTo("balancer \"odd\": no keys of its own"),
            line -> assertThat(line).contains("read back"),
            line -> assertThat(line).contains("is created, and closes"));
    assertThat(verified.notRun()).isEmpty();
    assertThat(verified.notes()).isEmpty();
    assertThat(verified.contracts()).singleElement().asString().contains("BalancerContract");
  }

  @Test
  void requiredKeysTakeValuesAndThenItIsTriedOut() throws Exception {
    Path jar = balancer("Keys(@Doc(\"Where.\") String zone)", "return a;");

    VerifiedPlugin without = verify(jar, NO_VALUES);
    VerifiedPlugin with = verify(jar, "balancer.odd { zone = z }");

    assertThat(without.problems()).isEmpty();
    assertThat(without.passed()).noneMatch(line -> line.contains("is created"));
    assertThat(without.notRun())
        .containsExactly(
            "balancer \"odd\": written and read back, created, closed (needs `zone`: write"
                + " `balancer.odd { zone = … }` into a file and give it with `--keys FILE`)");
    assertThat(with.problems()).isEmpty();
    assertThat(with.passed()).anyMatch(line -> line.contains("is created, and closes in time"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "balancer.odd { zone = [] }|keys.conf:1  balancer.odd.zone: a list (expected: a text)",
        "balancer.odd { zon = z }|keys.conf:1  balancer.odd.zone: missing (expected: a text)",
        "x = 1|keys.conf:1  x: no section; this plugin offers `balancer.odd` only",
        "balancer.odd { zone = z }, balancer.other {}|keys.conf:1  balancer.other: this plugin offers `balancer.odd` only",
        "balancer.odd = 1|keys.conf:1  balancer.odd: 1 (expected: a section)",
        "balancr.odd { zone = z }|keys.conf:1  balancr.odd: this plugin offers `balancer.odd` only",
      })
  void valuesThatDoNotFitAreProblems(String values, String problem) throws Exception {
    Path jar = balancer("Keys(@Doc(\"Where.\") String zone)", "return a;");

    assertThat(verify(jar, values).problems()).anyMatch(line -> line.contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keys(@Doc(\"x\") Object zone)|return a;|x.Entry$Keys.zone, of type java.lang.Object, cannot be bound",
        "Keys(@Doc(\"x\") @Default(\"many\") int zone)|return a;|its default is \"many\" (expected: ",
        "Keys(@Default(\"a\") String zone)|return a;|key `zone` says nothing about itself",
        "Keys(@Doc(\"x\") @Default(\"5\") int zone)|throw new InvalidConfigException(\"zone\", \"below 5\");|create refuses its own default \"5\" of `balancer.odd.zone` (expected: below 5)",
        "Keys(@Doc(\"x\") @Default(\"5\") int zone) { public Keys { if (zone == 5) throw new InvalidConfigException(\"zone\", \"below 5\"); } } record Rest()|return a;|its record refuses its own default \"5\" of `balancer.odd.zone` missing (expected: below 5)",
        "Keys(@Doc(\"x\") @Default(\"5\") int zone)|throw new InvalidConfigException(\"nosuch\", \"a zone\");|create named key `nosuch`, which the record does not have (expected: one of `zone`)",
        "Keys()|Object o = \"\"; return (Balancer) o;|class io.weir.api.balance.Balancer (java.lang.String is in module java.base",
        "Keys()|throw new IllegalStateException();|IllegalStateException at x.Entry$1.create(Entry.java:",
        "Keys()|return null;|balancer \"odd\": it returned null",
        "Keys()|throw new IllegalStateException(\"odd day\");|IllegalStateException: odd day",
        "Keys()|return new Balancer() { public Selector over(List<Backend> b) { return null; } public void close() { throw new IllegalStateException(\"stuck\"); } };|close: IllegalStateException: stuck",
      })
  void faultIsOneProblemThatNamesJarAndKind(String keys, String create, String problem)
      throws Exception {
    assertThat(verify(balancer(keys, create), NO_VALUES).problems())
        .singleElement()
        .asString()
        .startsWith("x.jar: balancer \"odd\": ")
        .contains(problem);
  }

  @Test
  void whatDoesNotCloseInTimeIsAProblem() throws Exception {
    closeLimit = Duration.ofMillis(200);
    Path end = folder.resolve("end");
    Path jar =
        balancer(
            "Keys()",
            "return new Balancer() { public Selector over(List<Backend> b) { return null; }"
                + " public void close() { "
                + deafUntil(end)
                + " } };");

    try {
      assertThat(verify(jar, NO_VALUES).problems())
          .singleElement()
          .asString()
          .contains("balancer \"odd\": close: no answer within 200 ms");
    } finally {
      Files.createFile(end);
    }
  }

  @Test
  void keysThatAreReadBackOtherwiseAreAProblem() throws Exception {
    String type =
        """
        Keys(@Doc("Where.") @Default("a") Zone zone) {}
        public record Zone(String name) {
          public static Zone parse(String text) { return new Zone(text + "'"); }
          @Override public String toString() { return name; }
        }
        record Rest()\
        """;

    assertThat(verify(balancer(type, "return a;"), NO_VALUES).problems())
        .singleElement()
        .asString()
        .contains("read back otherwise than they were written");
  }

  @Test
  void valuesThatOnlyThePluginMissesAreNoFault() throws Exception {
    Path jar =
        balancer(
            "Keys(@Doc(\"Where.\") java.util.Optional<String> zone)",
            "throw new InvalidConfigException(\"zone\", \"a zone of this cloud\");");

    VerifiedPlugin without = verify(jar, NO_VALUES);

    assertThat(without.problems()).isEmpty();
    assertThat(without.notRun()).anyMatch(line -> line.contains("a zone of this cloud"));
    assertThat(verify(jar, "balancer.odd { zone = z }").problems())
        .anyMatch(line -> line.contains("a zone of this cloud"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "interval", "timeout", "failpolicy"})
  void keyThatWeirHasInTheSectionIsAProblem(String key) throws Exception {
    Path jar =
        discovery("Keys(@Doc(\"x\") @Default(\"a\") String " + key + ")")
            .write(folder.resolve("x.jar"));

    assertThat(verify(jar, NO_VALUES).problems())
        .containsExactly(
            "x.jar: discovery \"odd\": key `"
                + key
                + "` is weir's own in a discovery; rename the component");
  }

  @Test
  void classesThatPluginsDoNotSeeAreProblems() throws Exception {
    Path library =
        PluginJarBuilder.library()
            .source("lib.Zone", "package lib; public class Zone { public static void a() {} }")
            .write(folder.resolve("libraries/lib.jar"));
    PluginJarBuilder plugin =
        discovery("Keys()")
            .source("x.Later", "package x; class Later { void a() { lib.Zone.a(); } }")
            .source(
                "x.Core",
                "package x; class Core { io.weir.core.plugin.PluginCall<String>[] calls; }")
            .source(
                "other.Optional", "package other; class Optional { void a() { lib.Zone.a(); } }")
            .compiledAgainst(library)
            .compiledAgainst(PluginVerification.class);

    assertThat(verify(plugin.write(folder.resolve("x.jar")), NO_VALUES).problems())
        .containsExactly(
            "x.jar: x.Core uses io.weir.core.plugin.PluginCall, which plugins do not see (expected:"
                + " of weir io.weir.api alone)",
            "x.jar: x.Later uses lib.Zone, which is not there (expected: in this jar or in a"
                + " library beside it)");
  }

  @Test
  void librariesBesideAJarAndAnInstalledTwinAreWorthANote() throws Exception {
    Path folderOfPlugin = Files.createDirectory(folder.resolve("x"));
    PluginJarBuilder.library().resource("a", "").write(folderOfPlugin.resolve("lib.jar"));
    Path jar = discovery("Keys()").write(folderOfPlugin.resolve("x.jar"));
    discovery("Keys()").write(plugins().resolve("old.jar"));

    VerifiedPlugin verified = verify(jar, NO_VALUES);

    assertThat(verified.problems()).isEmpty();
    assertThat(verified.notes())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("plugin x 1.0 is installed in plugins/old.jar"),
            line -> assertThat(line).startsWith("beside x/x.jar lie 1 jars that are no plugins"));
    assertThat(verify(folderOfPlugin, NO_VALUES).notes()).hasSize(1);
    assertThat(verify(plugins().resolve("old.jar"), NO_VALUES).notes()).isEmpty();
  }

  @Test
  void folderInAFolderSaysSo() throws Exception {
    discovery("Keys()").write(folder.resolve("x/plugin/x.jar"));

    assertThat(verify(folder.resolve("x"), NO_VALUES).problems())
        .containsExactly(
            "x: no jar, but plugin/ in it has some: move them up (expected: a plugin's jar and its"
                + " libraries)");
  }

  @Test
  void whatIsNoPluginSaysSo() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path text = Files.writeString(folder.resolve("x.txt"), "x");

    assertThat(verify(folder.resolve("none.jar"), NO_VALUES).problems())
        .containsExactly(
            "none.jar: not there (expected: a plugin's jar, or a folder with it and its"
                + " libraries)");
    assertThat(verify(text, NO_VALUES).problems())
        .singleElement()
        .asString()
        .startsWith("x.txt: not a jar");
    assertThat(verify(empty, NO_VALUES).problems())
        .singleElement()
        .asString()
        .startsWith("empty: no jar");
    assertThat(verify(entry("x", "").write(folder.resolve("x.jar")), NO_VALUES).problems())
        .singleElement()
        .asString()
        .endsWith("x.jar: offers nothing (expected: a factory of some kind)");
  }

  private VerifiedPlugin verify(Path place, String values) throws Exception {
    VerifiedPlugin verified =
        PluginVerification.verify(
            environment(),
            place,
            plugins(),
            Set.of("tcp"),
            GivenKeys.read(ConfigSource.text("keys.conf", values, ConfigFormat.HOCON), Map.of()));
    return new VerifiedPlugin(
        shortened(verified.passed()),
        shortened(verified.notes()),
        shortened(verified.notRun()),
        shortened(verified.contracts()),
        shortened(verified.problems()));
  }

  private List<String> shortened(List<String> lines) {
    return lines.stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  /** A plugin {@code x} with the discovery {@code odd}. */
  private static PluginJarBuilder discovery(String keys) {
    return entry(
        "x",
        """
        public record %s {}

        @Override public List<DiscoveryFactory<?>> discoveries() {
          return List.of(new DiscoveryFactory<Keys>() {
            @Override public String kind() { return "odd"; }
            @Override public Class<Keys> configType() { return Keys.class; }
            @Override public Discovery create(Keys config, PluginContext context) {
              return List::of;
            }
          });
        }
        """
            .formatted(keys));
  }

  /** A plugin {@code x} with the balancer {@code odd}; {@code a} is a good product. */
  private Path balancer(String keys, String create) {
    return entry(
            "x",
            """
            public record %s {}

            @Override public List<BalancerFactory<?>> balancers() {
              return List.of(new BalancerFactory<Keys>() {
                @Override public String kind() { return "odd"; }
                @Override public Class<Keys> configType() { return Keys.class; }
                @Override public Balancer create(Keys config, PluginContext context) {
                  Balancer a = backends -> (client, candidates) -> Selector.NONE;
                  %s
                }
              });
            }
            """
                .formatted(keys, create))
        .write(folder.resolve("x.jar"));
  }
}
