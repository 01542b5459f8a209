package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in the tarball, and what does not. */
class TarballIT {
  private static final Path HOME = Path.of(System.getProperty("weir.home"));

  @Test
  void programsAreExecutable() throws Exception {
    assertThat(HOME.resolve("bin/weir")).isExecutable();
    assertThat(HOME.resolve("runtime/lib/jspawnhelper")).isExecutable();
    assertThat(
            new ProcessBuilder(HOME.resolve("runtime/bin/java").toString(), "-version")
                .start()
                .waitFor())
        .isZero();
  }

  @Test
  void libHoldsTheProcessAndNoTestLibraryNorPlugin() throws IOException {
    assertThat(names("lib"))
        .anyMatch(name -> name.startsWith("weir-api-"))
        .anyMatch(name -> name.startsWith("weir-app-"))
        .anyMatch(name -> name.startsWith("weir-core-"))
        .anyMatch(name -> name.startsWith("weir-protocol-tcp-"))
        .anyMatch(name -> name.startsWith("weir-protocol-tls-"))
        .anyMatch(name -> name.startsWith("weir-protocol-udp-"))
        .anyMatch(name -> name.startsWith("logback-classic-"))
        .noneMatch(
            name -> name.contains("testkit") || name.contains("junit") || name.contains("mockito"))
        .noneMatch(name -> name.contains("plugin"));
  }

  @Test
  void pluginWithLibrariesBringsThemButNotWhatTheHostGives() throws IOException {
    assertThat(names("plugins"))
        .contains(
            "acme",
            "builtin.jar",
            "consul",
            "discovery-docker",
            "discovery-json",
            "discovery-lxd",
            "discovery-srv",
            "health-database",
            "health-http")
        // Libraries of plugins have no folder of their own.
        .noneMatch(name -> name.contains("engine-client") || name.contains("json-rows"));
    assertThat(names("plugins/discovery-docker"))
        .anyMatch(name -> name.startsWith("weir-plugin-discovery-docker-"))
        .anyMatch(name -> name.startsWith("weir-engine-client-"))
        .anyMatch(name -> name.startsWith("weir-json-rows-"))
        .anyMatch(name -> name.startsWith("httpclient5-"))
        .noneMatch(name -> name.startsWith("weir-api-") || name.startsWith("slf4j-"));
    assertThat(names("plugins/discovery-json"))
        .anyMatch(name -> name.startsWith("weir-plugin-discovery-json-"))
        .anyMatch(name -> name.startsWith("jackson-databind-"))
        .anyMatch(name -> name.startsWith("weir-json-rows-"))
        .allMatch(name ->
            name.startsWith("weir-plugin-")
                || name.startsWith("weir-json-rows-")
                || name.startsWith("jackson-"));
    assertThat(names("plugins/discovery-srv"))
        .anyMatch(name -> name.startsWith("dnsjava-"))
        .allMatch(name -> name.startsWith("weir-plugin-") || name.startsWith("dnsjava-"));
    assertThat(names("plugins/health-database"))
        .hasSize(3)
        .anyMatch(name -> name.startsWith("postgresql-"))
        .anyMatch(name -> name.startsWith("mariadb-java-client-"));
    assertThat(names("plugins/health-http"))
        .anyMatch(name -> name.startsWith("httpcore5-h2-"))
        .allMatch(name ->
            name.startsWith("weir-plugin-")
                || name.startsWith("httpcore5-")
                || name.startsWith("re2j-"));
  }

  @Test
  void licencesAreThere() {
    assertThat(HOME.resolve("LICENSE")).isNotEmptyFile();
    assertThat(HOME.resolve("NOTICE")).isNotEmptyFile();
    assertThat(HOME.resolve("licenses/THIRD-PARTY.txt"))
        .content()
        .contains("io.netty:netty-handler", "tools.jackson.core:jackson-databind", "ch.qos.logback")
        .doesNotContain("mockito");
  }

  @Test
  void manualAndExamplesAreThereWithoutWhatWasBuiltOrMeasured() throws IOException {
    assertThat(HOME.resolve("docs/plugins.md")).isNotEmptyFile();
    assertThat(HOME.resolve("examples/discovery-folder/pom.xml")).isNotEmptyFile();
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
        assertThat(files.map(HOME::relativize).map(Path::toString))
            .noneMatch(file -> file.contains("/target") || file.endsWith(".gz"));
      }
    }
  }

  /** Benchmarks aside: what they were run with is not for the tarball. */
  @Test
  void whatItsPagesLinkIsThere() throws IOException {
    Pattern link = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    try (Stream<Path> files = Files.walk(HOME)) {
      for (Path page : (Iterable<Path>) files.filter(TarballIT::isPage)::iterator) {
        assertThat(link.matcher(Files.readString(page)).results().map(found -> found.group(1)))
            .as("links of %s", page)
            .filteredOn(target -> !target.startsWith("../bench/"))
            .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists());
      }
    }
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  private static List<String> names(String folder) throws IOException {
    try (var files = Files.list(HOME.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
