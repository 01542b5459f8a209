package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.core.plugin.ExtensionException;
import io.weir.core.plugin.ExtensionRegistries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What plugins see of weir, of its libraries and of each other. */
class PluginIsolationTest extends PluginTest {

  @Test
  void twoPluginsUseClashingVersionsOfALibrary() throws Exception {
    for (int version : List.of(1, 2)) {
      Path library =
          PluginJarBuilder.library()
              .source(
                  "lib.Version",
                  "package lib; public class Version { public static int port() { return "
                      + (7000 + version)
                      + "; } }")
              .write(plugins().resolve("p" + version).resolve("lib-" + version + ".jar"));
      discovery("p" + version, "kind" + version, "List.of(Backend.of(\"h\", lib.Version.port()))")
          .compiledAgainst(library)
          .write(plugins().resolve("p" + version).resolve("plugin.jar"));
    }

    try (ExtensionRegistries registries = load()) {
      assertThat(fetch(registries, "kind1")).containsExactly(Backend.of("h", 7001));
      assertThat(fetch(registries, "kind2")).containsExactly(Backend.of("h", 7002));
    }
  }

  @Test
  void everyModuleOfJavaSeCanBeUsed() throws Exception {
    List<String> classes =
        descriptor("java.se").requires().stream()
            .map(required -> anyClassOf(required.name()))
            .toList();
    assertThat(classes).hasSizeGreaterThan(18);
    StringBuilder loads = new StringBuilder();
    for (String name : classes) {
      loads.append("Class.forName(\"").append(name).append("\");\n");
    }
    discoveryBody("modules", "modules", loads + "return List.of(Backend.of(\"h\", 80));")
        .write(plugins().resolve("modules.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThat(fetch(registries, "modules")).containsExactly(Backend.of("h", 80));
    }
  }

  private static String anyClassOf(String module) {
    Path root = Path.of(URI.create("jrt:/" + module));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.matches("(java|javax|org)/[\\w/]+/[A-Z]\\w*\\.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(name -> isExported(module, name.substring(0, name.lastIndexOf('.'))))
          .sorted()
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isExported(String module, String packageName) {
    return descriptor(module).exports().stream()
        .anyMatch(exported -> !exported.isQualified() && exported.source().equals(packageName));
  }

  private static ModuleDescriptor descriptor(String module) {
    return ModuleFinder.ofSystem().find(module).orElseThrow().descriptor();
  }

  @Test
  void weirItselfAndItsLibrariesAreHidden() throws Exception {
    for (String hidden :
        List.of(
            "io.weir.core.plugin.PluginLoader",
            "com.typesafe.config.Config",
            "io.netty.channel.Channel",
            "com.google.inject.Injector",
            "ch.qos.logback.classic.Logger")) {
      String simple = hidden.substring(hidden.lastIndexOf('.') + 1);
      Class.forName(hidden);
      discoveryBody(
              "reaches-" + simple.toLowerCase(Locale.ROOT),
              simple.toLowerCase(Locale.ROOT),
              "Class.forName(\"" + hidden + "\"); return List.of();")
          .write(plugins().resolve(simple + ".jar"));
    }

    try (ExtensionRegistries registries = load()) {
      for (String kind : registries.discoveries().names()) {
        assertThatThrownBy(() -> fetch(registries, kind))
            .isInstanceOf(ExtensionException.class)
            .hasMessageContaining("is missing")
            .hasMessageContaining(".jar");
      }
      assertThatThrownBy(() -> fetch(registries, "pluginloader"))
          .hasMessageContaining("class io.weir.core.plugin.PluginLoader is missing")
          .hasMessageContaining("plugins see nothing of weir but io.weir.api");
    }
  }

  @Test
  void resourcesOfTheHostAreHidden() throws Exception {
    String resource = "META-INF/maven/hidden.txt";
    assertThat(getClass().getResource("/org/assertj/core/api/Assertions.class")).isNotNull();
    discoveryBody(
            "resources",
            "resources",
            """
            ClassLoader own = getClass().getClassLoader();
            if (own.getResource("org/assertj/core/api/Assertions.class") != null
                || own.getResources("io/weir/core/plugin/PluginLoader.class").hasMoreElements()) {
              throw new java.io.IOException("sees the host's resources");
            }
            if (own.getResource("io/weir/api/WeirPlugin.class") == null
                || own.getResource("%s") == null) {
              throw new java.io.IOException("lacks its resources");
            }
            return List.of();
            """
                .formatted(resource))
        .resource(resource, "mine")
        .write(plugins().resolve("resources.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThat(fetch(registries, "resources")).isEmpty();
    }
  }

  /** The host of this test has providers of org.junit's service and of slf4j's. */
  @Test
  void serviceLoaderFindsThePluginsOwnProvidersOnly() throws Exception {
    discoveryBody(
            "services",
            "services",
            """
            int own = 0;
            for (Runnable runnable : java.util.ServiceLoader.load(Runnable.class)) {
              own++;
            }
            int hosts = 0;
            var found = java.util.ServiceLoader.load(org.slf4j.spi.SLF4JServiceProvider.class);
            for (var provider : found) {
              hosts++;
            }
            return List.of(Backend.of("own", own), Backend.of("hosts", hosts + 100));
            """)
        .source(
            "services.Own",
            "package services; public class Own implements Runnable { public void run() {} }")
        .resource("META-INF/services/java.lang.Runnable", "services.Own\n")
        .write(plugins().resolve("services.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThat(fetch(registries, "services"))
          .containsExactly(Backend.of("own", 1), Backend.of("hosts", 100));
    }
  }

  @Test
  void contextLoaderIsThePluginsOnlyDuringACall() throws Exception {
    discoveryBody(
            "context",
            "context",
            "return List.of(Backend.of(Thread.currentThread().getContextClassLoader().getParent().getName(), 80));")
        .write(plugins().resolve("context.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    try (ExtensionRegistries registries = load()) {
      assertThat(fetch(registries, "context")).containsExactly(Backend.of("plugin-context", 80));
    }

    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noJarStaysOpenAfterClose() throws Exception {
    Path jar =
        discoveryBody(
                "opens",
                "opens",
                """
                try (var in = getClass().getResource("/own.txt").openStream()) {
                  in.read();
                }
                return List.of();
                """)
            .resource("own.txt", "mine")
            .write(plugins().resolve("opens.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThat(openFiles()).contains(jar.toRealPath());
      assertThat(fetch(registries, "opens")).isEmpty();
      assertThat(openFiles())
          .as("in use it is read from a copy")
          .anyMatch(PluginIsolationTest::isCopyOfOpens);
    }

    assertThat(openFiles())
        .doesNotContain(jar.toRealPath())
        .noneMatch(PluginIsolationTest::isCopyOfOpens);
  }

  private static boolean isCopyOfOpens(Path file) {
    return file.toString().contains("weir-plugin-opens-");
  }

  private static List<Path> openFiles() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(Files::exists).map(PluginIsolationTest::target).toList();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException _) {
      // Closed since it was listed.
      return link;
    }
  }

  @Test
  void loaderIsForManyThreadsAndNamedAfterThePlugin() throws Exception {
    discoveryBody(
            "named",
            "named",
            """
            ClassLoader own = getClass().getClassLoader();
            return own.isRegisteredAsParallelCapable()
                ? List.of(Backend.of(own.getName(), 80)) : List.of();
            """)
        .write(plugins().resolve("named.jar"));

    try (ExtensionRegistries registries = load()) {
      assertThat(fetch(registries, "named")).containsExactly(Backend.of("plugin-named", 80));
    }
  }
}
