package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the tarball has for plugin authors is all that they need. */
class SdkIT extends SystemTest {
  /** The commands are those of its page, as they stand there. */
  @Test
  @Timeout(600)
  void thePagesCommandsMakeAPluginWhichMayHaveALibrary() throws Exception {
    WeirHome weir = HOME.copyTo(folder.resolve("weir"));
    List<String> blocks =
        new DocsPage(Files.readString(weir.path().resolve("sdk/README.md"))).blocks("sh");
    assertThat(blocks).hasSize(2);
    Path home = Files.createDirectory(folder.resolve("home"));
    Path project = home.resolve("weir-plugins/my-plugin");

    try (PluginAuthor author = PluginAuthor.in(home).withJavaOfTheBuild()) {
      author.run(weir.path(), blocks.get(0) + blocks.get(1));

      assertThat(project.resolve(".gitignore")).isNotEmptyFile();
      assertPassed(project, weir);

      addLibrary(project);
      author.run(project.getParent(), "WEIR=" + weir.path() + "\n" + blocks.get(1));
    }

    assertThat(weir.plugins().resolve("my-plugin"))
        .isDirectoryContaining("glob:**my-plugin.jar")
        .isDirectoryContaining("glob:**re2j*.jar");
    assertPassed(project, weir);
  }

  /** It needs that when it is made. */
  private static void addLibrary(Path project) throws IOException {
    Path pom = project.resolve("pom.xml");
    String version = System.getProperty("weir.re2j.version");
    String dependency =
        """
            <dependency>
              <groupId>com.google.re2j</groupId>
              <artifactId>re2j</artifactId>
              <version>%s</version>
            </dependency>
          </dependencies>
        """
            .formatted(version);
    Files.writeString(pom, Files.readString(pom).replaceFirst(" *</dependencies>\\n", dependency));
    Path entry = project.resolve("src/main/java/com/example/Plugin.java");
    String call = "var _ = com.google.re2j.Pattern.compile(keys.host());\n";
    Files.writeString(
        entry, Files.readString(entry).replaceFirst("( *// The lambda)", call + "$1"));
  }

  /** The contract was kept, and the installed plugin works. */
  private void assertPassed(Path project, WeirHome weir) throws Exception {
    Path report = project.resolve("target/failsafe-reports/failsafe-summary.xml");
    assertThat(Files.readString(report)).doesNotContain("<completed>0<").contains("<errors>0<");
    Finished verified =
        command(weir, "plugins", "verify", weir.plugins().resolve("my-plugin").toString()).run();
    assertThat(verified.err()).isEmpty();
    assertThat(verified.out())
        .anyMatch(line -> line.contains("my-plugin 1.0 in "))
        .anyMatch(line -> line.contains("discovery \"my-plugin\": is created"));
  }

  @Test
  void sourcesAndJavadocAreThere() {
    Path ours = HOME.path().resolve("sdk/repository/io/weir");
    for (String artifact : List.of("weir-api", "weir-testkit")) {
      assertThat(ours.resolve(artifact))
          .isDirectoryRecursivelyContaining("glob:**-sources.jar")
          .isDirectoryRecursivelyContaining("glob:**-javadoc.jar");
    }
    assertThat(ours.toFile().list())
        .containsExactlyInAnyOrder(
            "weir-api", "weir-core", "weir-parent", "weir-plugin-archetype", "weir-testkit");
  }
}
