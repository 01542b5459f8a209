package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.discovery.Discovery;
import io.weir.core.config.ExtensionKind;
import io.weir.core.plugin.CallResult;
import io.weir.core.plugin.ExtensionRegistries;
import io.weir.core.plugin.PluginCall;
import io.weir.core.plugin.PluginStatus;
import io.weir.core.plugin.ProductStatus;
import io.weir.testkit.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of plugins while they work, and of what they do to the process beside that. */
class PluginStatusTest extends PluginTest {

  @Test
  void aPluginOfWhichNothingWasMadeIsUnused() throws Exception {
    discovery("a", "a", "List.of()").write(plugins().resolve("a.jar"));
    try (ExtensionRegistries registries = load()) {
      assertThat(registries.status())
          .singleElement()
          .satisfies(plugin -> {
            assertThat(plugin.info().id()).isEqualTo("a");
            assertThat(plugin.word()).isEqualTo("unused");
            assertThat(plugin.products()).isEmpty();
          });
    }
  }

  @Test
  void aProductFailsUntilACallAnswersAgain() throws Exception {
    Path good = folder.resolve("good");
    discoveryBody(
            "a",
            "a",
            """
            if (java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) { return List.of(); }
            throw new java.io.IOException("no route");
            """
                .formatted(good))
        .write(plugins().resolve("a.jar"));
    try (ExtensionRegistries registries = load();
        Discovery discovery = create(registries)) {
      assertThat(product(registries).state()).isEqualTo(ProductStatus.State.WORKING);

      assertThatThrownBy(discovery::fetch).hasMessageContaining("no route");

      ProductStatus failing = product(registries);
      assertThat(failing.state()).isEqualTo(ProductStatus.State.FAILING);
      assertThat(failing.failures()).isEqualTo(1);
      assertThat(failing.lastFailure())
          .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo("no route"));
      assertThat(failing.kind()).isEqualTo(ExtensionKind.DISCOVERY);
      assertThat(failing.owner()).isEqualTo("web");
      Files.createFile(good);
      assertThat(discovery.fetch()).isEmpty();
      assertThat(product(registries).state()).isEqualTo(ProductStatus.State.WORKING);
      assertThat(product(registries).failures()).as("so far").isEqualTo(1);
    }
  }

  @Test
  void aCallThatIsOverdueHangsUntilItComesBack() throws Exception {
    Path end = folder.resolve("end");
    discoveryBody("a", "a", deafUntil(end) + "return List.of();").write(plugins().resolve("a.jar"));
    try (ExtensionRegistries registries = load();
        Discovery discovery = create(registries)) {
      PluginCall<Boolean> call =
          PluginCall.start(
              "test", () -> discovery.fetch().isEmpty(), new PluginCall.Listener<>() {});
      assertThat(call.await(Duration.ofMillis(100))).isInstanceOf(CallResult.Overdue.class);

      assertThat(product(registries).state()).isEqualTo(ProductStatus.State.HANGING);
      assertThat(product(registries).overdue()).isEqualTo(1);
      assertThat(product(registries).threads()).as("weir's own does not count").isEmpty();
      Files.createFile(end);
      await().until(() -> product(registries).state() == ProductStatus.State.WORKING);
    }
  }

  @Test
  void threadsThatOutliveTheirProductAreNamed() throws Exception {
    Path end = folder.resolve("end");
    startsThreads(1, end);
    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("io.weir.core.plugin")) {
      Discovery discovery = create(registries);
      discovery.fetch();
      assertThat(product(registries).threads()).containsExactly("mine-0");
      assertThat(log.warnings()).isEmpty();

      discovery.close();

      await()
          .untilAsserted(() ->
              assertThat(log.warnings())
                  .singleElement()
                  .asString()
                  .contains(
                      "discovery \"a\" of plugin a", "a.jar", "left a thread running: mine-0"));
    } finally {
      Files.createFile(end);
    }
  }

  @Test
  void manyThreadsAreToldOfOnce() throws Exception {
    Path end = folder.resolve("end");
    startsThreads(40, end);
    try (ExtensionRegistries registries = load();
        CapturedLog log = new CapturedLog("io.weir.core.plugin");
        Discovery discovery = create(registries)) {
      registries.lookAtThreads();
      assertThat(log.warnings()).isEmpty();
      discovery.fetch();

      registries.lookAtThreads();
      registries.lookAtThreads();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("discovery \"a\" of plugin a", "has started 40 threads that go on: mine-");
      discovery.fetch();
      registries.lookAtThreads();
      assertThat(log.warnings()).as("twice as many").hasSize(2);
      Files.createFile(end);
      await().until(() -> product(registries).threads().isEmpty());
    }
  }

  private void startsThreads(int count, Path end) {
    discoveryBody(
            "a",
            "a",
            """
            for (int i = 0; i < %d; i++) {
              Thread.ofPlatform().daemon().name("mine-" + i).start(() -> {
                while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) {
                  java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
                }
              });
            }
            return List.of();
            """
                .formatted(count, end))
        .write(plugins().resolve("a.jar"));
  }

  private static Discovery create(ExtensionRegistries registries) {
    return registries
        .discoveries()
        .create("a", config(registries, ExtensionKind.DISCOVERY, "a"), "web");
  }

  private static ProductStatus product(ExtensionRegistries registries) {
    List<PluginStatus> all = registries.status();
    return all.getFirst().products().getFirst();
  }
}
