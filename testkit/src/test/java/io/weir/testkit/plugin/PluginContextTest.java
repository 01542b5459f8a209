package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.stats.PluginMetrics;
import io.weir.core.stats.PluginMetrics.Sample;
import io.weir.testkit.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What weir lends to a product, and that it takes it back. */
class PluginContextTest extends PluginTest {

  private Discovery create(ExtensionRegistries registries, String owner) {
    return registries
        .discoveries()
        .create("x", config(registries, ExtensionKind.DISCOVERY, "x"), owner);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void dataDirectoryIsPrivateAndMadeOnlyWhenAskedFor() throws Exception {
    discoveryCreatedBy(
            "my-plugin",
            "x",
            "return () -> List.of(Backend.of(context.dataDirectory().toString().replace('/', '|'), 1));")
        .write(plugins().resolve("x.jar"));
    Path expected = folder.resolve("state/plugins/my-plugin");

    try (ExtensionRegistries registries = load();
        Discovery discovery = create(registries, "web")) {
      assertThat(folder.resolve("state")).doesNotExist();

      assertThat(discovery.fetch())
          .containsExactly(Backend.of(expected.toString().replace('/', '|'), 1));
      assertThat(mode(expected)).isEqualTo("rwx------");
      assertThat(mode(expected.getParent())).isEqualTo("rwx------");

      Files.setPosixFilePermissions(expected, PosixFilePermissions.fromString("rwxr-xr-x"));
      var _ = discovery.fetch();
      assertThat(mode(expected)).isEqualTo("rwx------");
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void ownerAndLoggerAreTheProductsOwn() throws Exception {
    discoveryCreatedBy(
            "my-plugin",
            "x",
            "context.logger().warn(\"for {}\", context.owner()); return () -> List.of();")
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("plugin.my-plugin");
        Discovery discovery = create(registries, "web")) {
      assertThat(log.warnings()).containsExactly("for web");
    }
  }

  @Test
  void tasksRunWithThePluginsLoaderAndAreInterruptedAtClose() throws Exception {
    Path running = folder.resolve("running");
    Path interrupted = folder.resolve("interrupted");
    discoveryCreatedBy(
            "x",
            "x",
            """
            context.executor().execute(() -> {
              try {
                String loader = Thread.currentThread().getContextClassLoader().getParent().getName();
                java.nio.file.Files.writeString(java.nio.file.Path.of("%s.tmp"), loader);
                java.nio.file.Files.move(java.nio.file.Path.of("%1$s.tmp"), java.nio.file.Path.of("%1$s"));
                Thread.sleep(Long.MAX_VALUE);
              } catch (InterruptedException e) {
                try {
                  java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
                } catch (java.io.IOException io) {
                  throw new java.io.UncheckedIOException(io);
                }
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
            return new Discovery() {
              @Override public List<Backend> fetch() {
                context.executor().execute(() -> {});
                return List.of();
              }
            };
            """
                .formatted(running, interrupted))
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      Discovery discovery = create(registries, "web");
      await().until(() -> Files.exists(running));
      assertThat(running).hasContent("plugin-x");
      assertThat(discovery.fetch()).isEmpty();

      discovery.close();

      await().until(() -> Files.exists(interrupted));
      assertThatThrownBy(discovery::fetch).hasMessageContaining("the product was closed");
    }
  }

  @Test
  void taskThatFailsIsOneWarning() throws Exception {
    discoveryCreatedBy(
            "x",
            "x",
            "context.executor().execute(() -> { throw new IllegalStateException(\"bad\\nluck\"); });"
                + " return () -> List.of();")
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("plugin.x");
        Discovery discovery = create(registries, "web")) {
      await()
          .untilAsserted(() ->
              assertThat(log.warnings())
                  .containsExactly("task failed: IllegalStateException: bad luck"));
    }
  }

  @Test
  void tasksAreBounded() throws Exception {
    discoveryCreatedBy(
            "x",
            "x",
            """
            return () -> {
              while (true) {
                context.executor().execute(() -> {
                  try {
                    Thread.sleep(Long.MAX_VALUE);
                  } catch (InterruptedException e) {
                    // Told to stop.
                  }
                });
              }
            };
            """)
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load();
        Discovery discovery = create(registries, "web")) {
      assertThatThrownBy(discovery::fetch).hasMessageContaining("100 tasks are running already");
    }
  }

  @Test
  void metricsCarryThePluginAndItsOwnerUntilTheProductIsClosed() throws Exception {
    discoveryCreatedBy(
            "my-plugin",
            "x",
            """
            var answers = context.metrics().counter("answers", "How many.");
            context.metrics().gauge("queue_bytes", "How long.", () -> 7);
            context.metrics().gauge("broken", "Throws.", () -> { throw new LinkageError(); });
            return () -> { answers.increment(); return List.of(); };
            """)
        .write(plugins().resolve("x.jar"));

    try (ExtensionRegistries registries = load()) {
      Discovery web = create(registries, "web");
      Discovery mail = create(registries, "mail");
      var _ = web.fetch();
      var _ = web.fetch();

      assertThat(metrics.collect())
          .contains(
              sample("answers", PluginMetrics.Type.COUNTER, "How many.", "web", 2),
              sample("answers", PluginMetrics.Type.COUNTER, "How many.", "mail", 0),
              sample("queue_bytes", PluginMetrics.Type.GAUGE, "How long.", "web", 7),
              sample("broken", PluginMetrics.Type.GAUGE, "Throws.", "mail", Double.NaN))
          .hasSize(6);

      web.close();
      assertThat(metrics.collect()).extracting(Sample::owner).containsOnly("mail");
      mail.close();
      assertThat(metrics.collect()).isEqualTo(List.of());
    }
  }

  private static Sample sample(
      String name, PluginMetrics.Type type, String help, String owner, double value) {
    return new Sample("weir_plugin_my_plugin_" + name, type, help, "my-plugin", owner, value);
  }
}
