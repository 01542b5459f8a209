package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be wrong with an installed plugin is one line that says where and what. */
class PluginProblemsTest extends PluginTest {
  private static final String EMPTY = "List.of()";

  @Test
  void jarWithoutDescriptor() {
    PluginJarBuilder.library().resource("a.txt", "a").write(plugins().resolve("x.jar"));
    PluginJarBuilder.library().resource("a.txt", "a").write(plugins().resolve("y/a.jar"));

    String expected =
        " (expected: a plugin's jar, which says there its id, version and api; a library goes into"
            + " its plugin's folder)";
    assertThat(problems())
        .containsExactly(
            "plugins/x.jar: no META-INF/weir-plugin.properties" + expected,
            "plugins/y: no META-INF/weir-plugin.properties" + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version=1\\napi=[1.0,2.0) | id: missing (expected: a lower-case letter",
        "id=../../etc\\nversion=1\\napi=[1.0,2.0) | id: \"../../etc\" (expected: a lower-case letter",
        "id=a/b\\nversion=1\\napi=[1.0,2.0) | id: \"a/b\" (expected: a lower-case letter",
        "id=Foo\\nversion=1\\napi=[1.0,2.0) | id: \"Foo\" (expected: a lower-case letter",
        "id=a\\napi=[1.0,2.0) | version: missing (expected: a version such as 1.2.3",
        "id=a\\nversion=1 2\\napi=[1.0,2.0) | version: \"1 2\" (expected: a version such as 1.2.3",
        "id=a\\nversion=1 | api: missing (expected: a range of API versions such as [1.0,2.0))",
        "id=a\\nversion=1\\napi=1.0 | api: \"1.0\" (expected: a range of API versions",
        "id=a\\nversion=1\\napi=[1,2) | api: \"[1,2)\" (expected: a range of API versions",
        "id=\\\\u00zz | not a properties file",
      })
  void malformedDescriptor(String descriptor, String problem) {
    PluginJarBuilder.library()
        .descriptor(descriptor.replace("\\n", "\n").replace("\\\\", "\\"))
        .write(plugins().resolve("x.jar"));

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("plugins/x.jar!/META-INF/weir-plugin.properties")
        .contains(problem);
  }

  @Test
  void descriptorThatNeverEnds() {
    PluginJarBuilder.library()
        .descriptor("id=" + "a".repeat(1_000_000))
        .write(plugins().resolve("x.jar"));

    assertThat(problems()).singleElement().asString().contains("x.jar", "too long");
  }

  @Test
  void twoPluginsInOneFolder() {
    discovery("a", "a", EMPTY).write(plugins().resolve("p/a.jar"));
    discovery("b", "b", EMPTY).write(plugins().resolve("p/b.jar"));

    assertThat(problems())
        .containsExactly(
            "plugins/p/a.jar and plugins/p/b.jar are both plugins (expected: each in a folder of its"
                + " own)");
  }

  @Test
  void fileThatIsNoJar() throws Exception {
    Files.writeString(plugins().resolve("x.jar"), "no zip");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("plugins/x.jar: not a readable jar (");
  }

  @Test
  void folderWithoutJars() throws Exception {
    Files.createDirectories(plugins().resolve("x/lib"));

    assertThat(problems())
        .containsExactly("plugins/x: no jar (expected: a plugin's jar and its libraries)");
  }

  @Test
  void hiddenAndOtherFilesAreNobodysPlugin() throws Exception {
    Files.createDirectories(plugins().resolve(".cache"));
    Files.writeString(plugins().resolve("README"), "plugins go here");
    discovery("a", "a", EMPTY).write(plugins().resolve("a.jar"));

    try (var registries = load()) {
      assertThat(registries.plugins()).hasSize(1);
    }
  }

  @Test
  void missingPluginsFolder() throws Exception {
    Files.delete(plugins());

    assertThat(problems())
        .containsExactly("plugins: no such folder (expected: the plugins folder)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[1.1,2.0)", "[2.0,3.0)", "[0.8,1.0)", "[0.1,0.9]", "[2.0,)"})
  void jarForAnotherApi(String range) {
    discovery("future", "future", EMPTY)
        .descriptor("id=future\nversion=3.1\napi=" + range + "\n")
        // Would fail with another line if it were loaded.
        .provider("not.There")
        .write(plugins().resolve("f.jar"));

    assertThat(problems())
        .containsExactly(
            "plugins/f.jar: plugin future 3.1 is for API "
                + range
                + " (expected: a range with 1.0, which this weir offers)");
  }

  @Test
  void jarWithoutProvider() {
    PluginJarBuilder.plugin("empty").resource("a.txt", "a").write(plugins().resolve("e.jar"));

    assertThat(problems())
        .containsExactly(
            "plugins/e.jar: no provider (expected: META-INF/services/io.weir.api.WeirPlugin with the"
                + " name of the plugin's class)");
  }

  @Test
  void severalProviders() {
    entry("a", "")
        .source("a.Other", "package a; public class Other implements io.weir.api.WeirPlugin {}")
        .provider("a.Other")
        .write(plugins().resolve("a.jar"));

    assertThat(problems())
        .containsExactly("plugins/a.jar: several providers, a.Entry and a.Other (expected: one)");
  }

  @Test
  void providerThatIsNotThere() {
    PluginJarBuilder.plugin("a").provider("a.Missing").write(plugins().resolve("a.jar"));

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("plugins/a.jar: ")
        .contains("a.Missing not found");
  }

  @Test
  void providerThatIsNoPlugin() {
    PluginJarBuilder.plugin("a")
        .source("a.Entry", "package a; public class Entry {}")
        .provider("a.Entry")
        .write(plugins().resolve("a.jar"));

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("plugins/a.jar: ")
        .contains("a.Entry not a subtype");
  }

  @Test
  void providerThatThrows() {
    entry("a", "public Entry() { throw new IllegalStateException(\"no\\nluck\"); }")
        .write(plugins().resolve("a.jar"));

    assertThat(problems())
        .containsExactly(
            "plugins/a.jar: a.Entry cannot be created: IllegalStateException: no luck");
  }

  @Test
  void providerThatNeverReturns() throws Exception {
    createLimit = Duration.ofSeconds(3);
    Path end = folder.resolve("end");
    entry("a", "public Entry() { " + deafUntil(end) + " }").write(plugins().resolve("a.jar"));

    assertThat(problems()).containsExactly("plugins/a.jar: loading did not end within 3.0 s");
    Files.createFile(end);
  }

  @Test
  void providerWhoseLibraryIsMissing() {
    Path library =
        PluginJarBuilder.library()
            .source("lib.Base", "package lib; public class Base {}")
            .write(folder.resolve("lib.jar"));
    PluginJarBuilder.plugin("a")
        .provider("a.Entry")
        .source(
            "a.Entry",
            "package a; public class Entry extends lib.Base implements io.weir.api.WeirPlugin {}")
        .compiledAgainst(library)
        .write(plugins().resolve("a.jar"));

    assertThat(problems())
        .containsExactly(
            "plugins/a.jar: class lib.Base is missing (expected: in plugins/a.jar or in a library"
                + " beside it, in a folder of its own)");
  }

  @Test
  void twoPluginsWithOneId() {
    discovery("a", "x", EMPTY).write(plugins().resolve("1.jar"));
    discovery("a", "y", EMPTY).write(plugins().resolve("2/2.jar"));

    assertThat(problems())
        .containsExactly("plugins/1.jar and plugins/2/2.jar are both plugin \"a\". Remove one.");
  }

  @Test
  void linkToNothingAndPipe() throws Exception {
    Files.createDirectories(plugins().resolve("a"));
    discovery("a", "x", EMPTY).write(plugins().resolve("a/a.jar"));
    Files.createSymbolicLink(plugins().resolve("a/b.jar"), folder.resolve("nowhere.jar"));
    Files.createSymbolicLink(plugins().resolve("b.jar"), folder.resolve("nowhere.jar"));
    Files.createSymbolicLink(plugins().resolve("c"), folder.resolve("nowhere"));
    Process pipe =
        new ProcessBuilder("mkfifo", plugins().resolve("d.jar").toString()).inheritIO().start();
    assertThat(pipe.waitFor()).isZero();
    Files.writeString(plugins().resolve("README"), "no plugin, and no problem");

    assertThat(problems())
        .containsExactly(
            "plugins/a/b.jar: a link to what is not there (expected: a jar or a folder)",
            "plugins/b.jar: a link to what is not there (expected: a jar or a folder)",
            "plugins/c: a link to what is not there (expected: a jar or a folder)",
            "plugins/d.jar: no file (expected: a jar)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind|String kind() { return null; }|\"null\" (expected: a lower-case letter",
        "kind|String kind() { return \"No Name\"; }|\"No Name\" (expected: a lower-case letter",
        "kind|String kind() { throw new RuntimeException(\"oh\"); }|RuntimeException: oh",
        "type|Class<Keys> configType() { return null; }|discovery \"x\": null (expected: a record)",
        "time|java.time.Duration defaultTimeout() { return null; }|discovery \"x\":"
            + " IllegalArgumentException: defaultTimeout() returned null",
        "time|java.time.Duration defaultTimeout() { throw new StackOverflowError(); }|discovery"
            + " \"x\": StackOverflowError",
      })
  void factoryThatDoesNotSayWhatItIs(String which, String method, String problem) {
    String kind = "@Override public String kind() { return \"x\"; }";
    String type = "@Override public Class<Keys> configType() { return Keys.class; }";
    entry(
            "a",
            """
            public record Keys() {}
            @Override public List<DiscoveryFactory<?>> discoveries() {
              return List.of(new DiscoveryFactory<Keys>() {
                @Override public %s
                %s
                %s
                @Override public Discovery create(Keys keys, PluginContext context) { return null; }
              });
            }
            """
                .formatted(
                    method, which.equals("kind") ? "" : kind, which.equals("type") ? "" : type))
        .write(plugins().resolve("a.jar"));

    assertThat(problems()).singleElement().asString().startsWith("plugins/a.jar").contains(problem);
  }

  @Test
  void healthCheckThatCannotSayWhatItSupports() {
    entry(
            "a",
            """
            public record Keys() {}
            @Override public List<HealthCheckFactory<?>> healthChecks() {
              return List.of(new HealthCheckFactory<Keys>() {
                @Override public String kind() { return "x"; }
                @Override public Class<Keys> configType() { return Keys.class; }
                @Override public boolean supports(String protocol) {
                  throw new IllegalStateException("what is " + protocol);
                }
                @Override public HealthCheck create(Keys keys, PluginContext context) { return null; }
              });
            }
            """)
        .write(plugins().resolve("a.jar"));

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("plugins/a.jar", "healthcheck \"x\"", "what is ");
  }

  @Test
  void entryThatOffersNullOrTheSameTwice() {
    entry("a", "@Override public List<DiscoveryFactory<?>> discoveries() { return null; }")
        .write(plugins().resolve("a.jar"));
    discovery("b", "x", EMPTY).write(plugins().resolve("b.jar"));
    entry(
            "c",
            """
            record Keys() {}
            @Override public List<BalancerFactory<?>> balancers() {
              BalancerFactory<Keys> factory = new BalancerFactory<>() {
                @Override public String kind() { return "x"; }
                @Override public Class<Keys> configType() { return Keys.class; }
                @Override public Balancer create(Keys keys, PluginContext context) { return null; }
              };
              return List.of(factory, factory);
            }
            """)
        .write(plugins().resolve("c.jar"));

    assertThat(problems())
        .containsExactly(
            "plugins/a.jar: discovery factories: null (expected: a list of factories)",
            "plugins/c.jar: balancer \"x\" is offered twice (expected: once)");
  }

  @Test
  void allProblemsAreReportedTogetherInTheOrderOfNames() {
    PluginJarBuilder.library().resource("a", "a").write(plugins().resolve("4.jar"));
    discovery("c", "x", EMPTY)
        .descriptor("id=c\nversion=1\napi=[2.0,3.0)")
        .write(plugins().resolve("3/c.jar"));
    PluginJarBuilder.plugin("b").write(plugins().resolve("2.jar"));
    discovery("d", "y", EMPTY).write(plugins().resolve("5.jar"));
    discovery("e", "y", EMPTY).write(plugins().resolve("6.jar"));

    assertThat(
            problemsOfAll(
                """
                plugins.replace."discovery/y" = nobody
                servers.web { bind = ":0", discovery.kind = of_the_jar_that_did_not_load }
                shutdown_timeout = soon
                """))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("plugins/2.jar: no provider"),
            line -> assertThat(line).startsWith("plugins/3/c.jar: plugin c 1 is for API"),
            line -> assertThat(line).startsWith("plugins/4.jar: no META-INF"),
            line ->
                assertThat(line)
                    .startsWith("weir.conf:1  plugins.replace.\"discovery/y\": \"nobody\""),
            line -> assertThat(line).startsWith("weir.conf:3  shutdown_timeout: \"soon\""));
  }
}
