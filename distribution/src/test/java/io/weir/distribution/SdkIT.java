package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirHome;
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
  void thePagesCommandsMakeAPluginWhoseTestsPassAndWeirLists() throws Exception {
    WeirHome weir = HOME.copyTo(folder.resolve("weir"));
    List<String> blocks =
        new DocsPage(Files.readString(weir.path().resolve("sdk/README.md"))).blocks("sh");
    assertThat(blocks).hasSize(2);

    try (PluginAuthor author = PluginAuthor.in(Files.createDirectory(folder.resolve("home")))) {
      author.run(weir.path(), blocks.get(0) + blocks.get(1));
    }

    Path report = weir.path().resolve("my-plugin/target/failsafe-reports/failsafe-summary.xml");
    assertThat(Files.readString(report)).doesNotContain("<completed>0<").contains("<errors>0<");
    Finished listed = command(weir, "plugins").run();
    assertThat(listed.out()).anyMatch(line -> line.contains("my-plugin.jar"));
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
