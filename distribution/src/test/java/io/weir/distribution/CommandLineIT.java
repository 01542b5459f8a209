package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirHome;
import io.weir.testkit.process.WeirProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line: every way to start, every exit code, and never a stack trace. */
class CommandLineIT extends SystemTest {
  private final TestBackend backend = TestBackend.named("a");

  @AfterEach
  void stopBackend() {
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-c", "--config", "from-file"})
  void fileStarts(String option) throws Exception {
    Path file = write("weir.conf", server(staticList(backend)));

    startsAndStops(command(option, file.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEIR", "GOBETWEEN"})
  void environmentStarts(String variable) throws Exception {
    Path file = write("weir.conf", server(staticList(backend)));

    startsAndStops(command().withVariable(variable, "[\"-c\", \"" + file + "\"]"));
  }

  @Test
  void formatIsFoundByEndingAndTomlOtherwise() throws Exception {
    startsAndStops(command("-c", write("weir.toml", toml()).toString()));
    startsAndStops(command("-c", write("weir.json", json()).toString()));
    startsAndStops(command("-c", write("weir", toml()).toString()));
  }

  @Test
  void formatOptionOverrides() throws Exception {
    Path file = write("weir.toml", json());

    startsAndStops(command("-f", "json", "-c", file.toString()));
    startsAndStops(command("from-file", "--format", "json", file.toString()));
    startsAndStops(command("-f", "json", "from-file", file.toString()));
    fails(command("-c", file.toString()).run());
  }

  @Test
  void environmentVariablesAreReplacedWhenAskedFor() throws Exception {
    Path file = write("weir.toml", toml().replace(backend.address(), "127.0.0.1:${BACKEND_PORT}"));

    startsAndStops(
        command("-e", "-c", file.toString())
            .withVariable("BACKEND_PORT", Integer.toString(backend.port())));
    fails(command("-c", file.toString()).run());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--version"})
  void versionIsPrinted(String option) throws Exception {
    Finished finished = command(option).run();

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .hasSize(1)
        .first()
        .asString()
        .matches("weir \\d+\\.\\d+\\.\\d+.* \\(API \\d+\\.\\d+\\)");
    assertThat(finished.err()).isEmpty();
  }

  @Test
  void helpIsPrintedWithoutArgumentsAndOnDemand() throws Exception {
    for (WeirCommandLine line : List.of(command(), command("--help"))) {
      Finished finished = line.run();

      assertThat(finished.exitCode()).isZero();
      assertThat(finished.out()).anyMatch(text -> text.contains("--config"));
      assertThat(finished.out()).anyMatch(text -> text.contains("check"));
      assertThat(finished.out()).noneMatch(text -> text.contains("demo-backend"));
    }
  }

  @Test
  void wrongUsageExitsWithTwo() throws Exception {
    misunderstood(command("--nonsense").run());
    misunderstood(command("nonsense").run());
    misunderstood(command("-c").run());
    misunderstood(command("from-file").run());
    misunderstood(command("from-file", "a", "b").run());
    misunderstood(command("check").run());
    misunderstood(command("-f", "yaml", "-c", "x").run());
    misunderstood(command("-c", "x", "check", "y").run());
    misunderstood(command("demo", "--rate", "-1").run());
    misunderstood(command("@" + write("arguments", "-v")).run());
    misunderstood(command("-v").withVariable("WEIR", "[\"-v\"]").run());
    misunderstood(command().withVariable("WEIR", "-v").run());
    misunderstood(
        command().withVariable("WEIR", "[\"-v\"]").withVariable("GOBETWEEN", "[\"-v\"]").run());
  }

  @Test
  void problemsOfTheConfigurationAreReportedTogetherAndExitWithOne() throws Exception {
    Path file =
        write(
            "weir.conf",
            """
            logging.levle = info
            servers.web {
              bind = "nonsense"
              balance = weigth
              max_connections = "5"
              discovery { kind = static, static_list = ["127.0.0.1"] }
            }
            """);

    for (WeirCommandLine line :
        List.of(command("-c", file.toString()), command("check", file.toString()))) {
      Finished finished = line.run();

      fails(finished);
      assertThat(finished.err())
          .anyMatch(text -> text.contains("weir.conf:1") && text.contains("level"))
          .anyMatch(text -> text.contains("weir.conf:3") && text.contains("servers.web.bind"))
          .anyMatch(text -> text.contains("weir.conf:4") && text.contains("\"weight\""))
          .anyMatch(text -> text.contains("weir.conf:5") && text.contains("max_connections"));
    }
  }

  @Test
  void whatCannotStartExitsWithOne() throws Exception {
    fails(command("-c", folder.resolve("missing.conf").toString()).run());
    fails(command("-c", folder.toString()).run());
    fails(command("-c", write("empty.conf", "servers { web {").toString()).run());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String bind = "bind = \"127.0.0.1:" + taken.getLocalPort() + "\"\n";
      Finished finished =
          command("-c", write("taken.conf", server(bind + staticList(backend))).toString()).run();

      fails(finished);
      assertThat(finished.err())
          .singleElement()
          .asString()
          .contains(
              "taken.conf:", "  servers.web.bind: cannot listen on", ":" + taken.getLocalPort());
    }
  }

  @Test
  void logFileThatCannotBeOpenedIsOneLine() throws Exception {
    String logging = "logging.output = \"" + folder.resolve("no/weir.log") + "\"\n";
    Finished finished =
        command("-c", write("weir.conf", logging + server(staticList(backend))).toString()).run();

    fails(finished);
    assertThat(finished.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("weir.conf:1  logging.output: \"", "no/weir.log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--help", "plugins", "schema", "check"})
  void standardOutputThatIsFullIsNoSuccess(String command) throws Exception {
    Path file = write("w.conf", server(staticList(backend)));
    Process weir =
        new ProcessBuilder(
                command.equals("check")
                    ? List.of(HOME.launcher().toString(), command, file.toString())
                    : List.of(HOME.launcher().toString(), command))
            .redirectOutput(Path.of("/dev/full").toFile())
            .start();

    assertThat(new String(weir.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactly("weir: standard output cannot be written to");
    assertThat(weir.waitFor()).isEqualTo(1);
  }

  @Test
  void allThatIsWrongIsReportedTogether() throws Exception {
    Path file =
        write(
            "w.conf",
            """
            plugins.replace {
              "balancr/weight" = builtin
              "balancer/weight" = bultin
            }
            servers.a { bind = ":7001", discovery { kind = static, static_list = [] } }
            servers.b { bind = "127.0.0.1:7001", discovery { kind = static, static_list = [] } }
            servers.c { bind = "999.1.1.1:80", discovery { kind = static, static_list = [] } }
            """);

    Finished finished = command("check", file.toString()).run();

    fails(finished);
    assertThat(finished.err())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("w.conf:2  plugins.replace.\"balancr/weight\": unknown key")
                    .endsWith("Did you mean \"balancer/weight\"?"),
            line ->
                assertThat(line)
                    .contains("w.conf:3  plugins.replace.\"balancer/weight\": \"bultin\"")
                    .endsWith("Did you mean \"builtin\"?"),
            line ->
                assertThat(line)
                    .contains("w.conf:6  servers.b.bind: \"127.0.0.1:7001\"", "server \"a\""),
            line -> assertThat(line).contains("w.conf:7  servers.c.bind: \"999.1.1.1:80\""));
  }

  @Test
  void logGoesToAFileInJson() throws Exception {
    Path log = folder.resolve("weir.log");
    String logging = "logging { output = \"" + log + "\", format = json }\n";
    try (WeirProcess weir =
        command("-c", write("weir.conf", logging + server(staticList(backend))).toString())
            .start()) {
      org.awaitility.Awaitility.await()
          .until(() -> Files.exists(log) && Files.readString(log).contains("weir is ready"));

      Finished finished = weir.stop();

      assertThat(finished.exitCode()).isZero();
      assertThat(finished.out()).isEmpty();
      assertThat(finished.err()).isEmpty();
    }
    assertThat(Files.readAllLines(log))
        .allMatch(line -> line.startsWith("{\"level\":\"") && line.endsWith("}"))
        .anyMatch(line -> line.contains("weir has stopped"));
  }

  @Test
  void startThatFailsIsFoundInTheLogFileToo() throws Exception {
    Path log = folder.resolve("weir.log");
    String logging = "logging.output = \"" + log + "\"\n";
    String taken = "bind = \"" + backend.address() + "\"\n";
    Finished finished =
        command("-c", write("w.conf", logging + server(taken + staticList(backend))).toString())
            .run();

    fails(finished);
    String line = finished.err().getFirst().substring("weir: ".length());
    assertThat(log).content().contains("[ERROR] (Launcher): " + line);
  }

  @Test
  void aKindThatNoPluginOffersIsRefusedWithThoseThereAre() throws Exception {
    Path file =
        write(
            "weir.toml",
            "[servers.web]\nbind = \"127.0.0.1:0\"\n[servers.web.discovery]\nkind = \"consult\"\n");

    Finished finished = command("-c", file.toString()).run();

    fails(finished);
    assertThat(finished.err())
        .singleElement()
        .asString()
        .contains(
            "servers.web.discovery.kind: \"consult\"", "docker, exec", "Did you mean \"consul\"?");
    assertThat(command("check", file.toString()).run().exitCode()).isEqualTo(1);
  }

  @Test
  void checkIsGoodWithoutStarting() throws Exception {
    Finished finished =
        command("check", write("w.conf", server(staticList(backend))).toString()).run();

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out()).last().asString().contains("w.conf", "1 server");
    assertThat(finished.err()).isEmpty();
    assertThat(backend.accepted()).isZero();
  }

  @Test
  void pluginsAreListed() throws Exception {
    Finished finished = command("plugins").run();

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .anyMatch(line -> line.contains("builtin") && line.contains("builtin.jar"))
        .anyMatch(line -> line.contains("roundrobin"))
        .anyMatch(line -> line.contains("discovery-json"));
    assertThat(command("plugins", "-v").run().out())
        .anyMatch(line -> line.equals("  discovery static"))
        .anyMatch(line -> line.matches(" {4}json_endpoint +\\S.* required .*\\."));
    assertThat(command("plugins", "--json").run().out())
        .anyMatch(line -> line.strip().equals("\"name\": \"json_endpoint\","));
  }

  @Test
  void scriptWorksThroughLinksAndInFoldersWithBlanks() throws Exception {
    WeirHome copy = HOME.copyTo(folder.resolve("a copy of weir"));
    Path link = Files.createSymbolicLink(folder.resolve("a link"), copy.launcher());
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a link"));

    assertThat(run(link.toString(), "-v")).startsWith("weir ");
    assertThat(run(second.toString(), "-v")).startsWith("weir ");
  }

  @Test
  void optionsForTheRuntimeAreTaken() throws Exception {
    Finished finished =
        command("-v")
            .withVariable("JAVA_OPTS", "-Xmx64m -Dno=thing")
            .withVariable("WEIR_OPTS", "-Xlog:gc*:stdout")
            .run();

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .anyMatch(line -> line.contains("Heap Max Capacity: 64M"))
        .anyMatch(line -> line.contains("Using Serial"));
  }

  private void startsAndStops(WeirCommandLine line) throws Exception {
    try (WeirProcess weir = line.start()) {
      assertThat(reached(weir.awaitReady().port("web"), 3)).containsOnlyKeys("a");

      Finished finished = weir.stop();

      assertThat(finished.exitCode()).isZero();
      assertThat(finished.err()).isEmpty();
    }
  }

  private static void fails(Finished finished) {
    assertThat(finished.exitCode()).isEqualTo(1);
    saysWhatIsWrong(finished);
  }

  private static void misunderstood(Finished finished) {
    assertThat(finished.exitCode()).isEqualTo(2);
    saysWhatIsWrong(finished);
  }

  private static void saysWhatIsWrong(Finished finished) {
    assertThat(finished.err()).isNotEmpty().first().asString().startsWith("weir: ");
    assertThat(finished.err())
        .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
  }

  private String toml() {
    return """
    [servers.web]
    bind = "127.0.0.1:0"
      [servers.web.discovery]
      kind = "static"
      static_list = ["%s"]
    """
        .formatted(backend.address());
  }

  private String json() {
    return """
    {"servers": {"web": {
      "bind": "127.0.0.1:0",
      "discovery": {"kind": "static", "static_list": ["%s"]}
    }}}
    """
        .formatted(backend.address());
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(
        process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
