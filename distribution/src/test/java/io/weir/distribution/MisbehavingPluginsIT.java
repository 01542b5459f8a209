package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.core.config.ConfigFormat;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.plugin.PluginJarBuilder;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plugins of {@code examples/misbehaving}, all of them in one weir that serves. */
class MisbehavingPluginsIT extends SystemTest {
  private static final Path SOURCES = Path.of("..", "examples", "misbehaving");

  /** The text by which a plugin's line in the log is known, beside its kind and its jar. */
  private static final Map<String, String> LINES =
      Map.of(
          "throwing", "balancer fails to choose, any usable backend is taken",
          "reaching", "class io.weir.core.Weir is missing (plugins see nothing of weir but",
          "hanging", "no answer within 1000 ms",
          "leaking", "has started",
          "greedy", "OutOfMemoryError: Java heap space");

  private static final Map<String, String> STATES =
      Map.of(
          "throwing", "failing",
          "reaching", "failing",
          "hanging", "hanging",
          "leaking", "working",
          "greedy", "failing");

  private final TestBackend backend = TestBackend.named("a");
  private WeirHome home;
  private Path pidFile;

  @BeforeEach
  void copyTheTarball() {
    home = HOME.copyTo(folder.resolve("weir"));
    pidFile = folder.resolve("weir.pid");
  }

  @AfterEach
  void stopBackend() {
    backend.close();
  }

  @Test
  void eachHasItsLineAndItsStateAndTrafficGoesOn() throws Exception {
    for (String plugin : LINES.keySet()) {
      pack(plugin);
    }
    try (WeirProcess weir = startWith(configuration())) {
      List<SteadyTraffic> traffic = new ArrayList<>();
      for (String server : LINES.keySet()) {
        traffic.add(new SteadyTraffic(weir.port(server)));
      }
      try {
        for (Map.Entry<String, String> expected : LINES.entrySet()) {
          weir.awaitLine(line -> isAbout(line, expected.getKey(), expected.getValue()));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> statesOf(weir).equals(STATES));

        refusesWhatIsBuiltForAnotherApi();
      } finally {
        traffic.forEach(SteadyTraffic::close);
      }
      assertThat(traffic)
          .allSatisfy(clients -> {
            assertThat(clients.end()).isEmpty();
            assertThat(clients.visits()).isPositive();
          });
      for (Map.Entry<String, String> expected : LINES.entrySet()) {
        assertThat(weir.out())
            .filteredOn(line -> isAbout(line, expected.getKey(), ""))
            .as(expected.getKey())
            // Whoever starts more and more threads is told of at 32, and at twice as many each
            // time.
            .hasSizeBetween(1, expected.getKey().equals("leaking") ? 4 : 1);
      }
      assertThat(weir.err()).isEmpty();
    }
  }

  private void refusesWhatIsBuiltForAnotherApi() throws Exception {
    Path jar = pack("futuristic");
    String why = jar + ": plugin futuristic 1.0 is for API [2.0,3.0) (expected: a range with 1.0";

    Finished reload = command(home, "reload", "-p", pidFile.toString()).run();

    assertThat(reload.exitCode()).isEqualTo(1);
    assertThat(reload.err()).filteredOn(line -> line.contains(why)).hasSize(1);
    Finished listed = command(home, "plugins").run();
    assertThat(listed.exitCode()).isEqualTo(1);
    assertThat(listed.err()).singleElement().asString().contains(why);
    assertThat(listed.out())
        .anyMatch(line -> line.matches("throwing +1.0 +plugins.throwing.jar .*"));
    Files.delete(jar);
    assertThat(command(home, "reload", "-p", pidFile.toString()).run().exitCode()).isZero();
  }

  /** What {@code weir plugins running} says of each plugin that is not weir's own. */
  private Map<String, String> statesOf(WeirProcess weir) throws Exception {
    Finished running =
        command(home, "plugins", "running", "--api", "http://127.0.0.1:" + weir.servicePort("api"))
            .run();
    assertThat(running.exitCode()).as(String.join("\n", running.err())).isZero();
    return running.out().stream()
        .map(line -> line.split(" {2,}", -1))
        .filter(cells -> LINES.containsKey(cells[0]))
        .collect(Collectors.toMap(cells -> cells[0], cells -> cells[3]));
  }

  private static boolean isAbout(String line, String plugin, String text) {
    return (line.contains("WARN") || line.contains("ERROR"))
        && line.contains(plugin + ".jar")
        && line.contains(plugin)
        && line.contains(text);
  }

  private String configuration() {
    return """
    api { enabled = true, bind = "127.0.0.1:0" }
    servers.throwing { bind = "127.0.0.1:0", balance = throwing, %1$s }
    servers.reaching { bind = "127.0.0.1:0", balance = reaching, %1$s }
    servers.hanging {
      bind = "127.0.0.1:0"
      discovery { kind = hanging, backend = "%2$s", interval = 200ms, timeout = 1s }
    }
    servers.leaking {
      bind = "127.0.0.1:0"
      %1$s
      healthcheck { kind = leaking, interval = 100ms, timeout = 1s }
    }
    servers.greedy {
      bind = "127.0.0.1:0"
      discovery { kind = greedy, backend = "%2$s", interval = 2s, timeout = 30s }
    }
    """
        .formatted(staticList(backend), backend.address());
  }

  private WeirProcess startWith(String hocon) throws Exception {
    return ready(
        command(home, "-c", write("weir.conf", hocon).toString(), "-p", pidFile.toString())
            .withVariable("WEIR_OPTS", "-Xmx128m"));
  }

  private Path pack(String plugin) throws IOException {
    Path sources = SOURCES.resolve(plugin);
    try (Stream<Path> files = Files.list(sources)) {
      Path source =
          files.filter(file -> file.toString().endsWith(".java")).findFirst().orElseThrow();
      String name = "misbehaving." + source.getFileName().toString().replace(".java", "");
      return PluginJarBuilder.plugin(plugin)
          .descriptor(Files.readString(sources.resolve("weir-plugin.properties")))
          .provider(name)
          .source(name, Files.readString(source))
          .compiledAgainst(ConfigFormat.class)
          .write(home.plugins().resolve(plugin + ".jar"));
    }
  }
}
