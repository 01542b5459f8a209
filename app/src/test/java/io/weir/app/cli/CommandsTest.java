package io.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.app.boot.Engine;
import io.weir.app.boot.Installation;
import io.weir.app.boot.Launcher;
import io.weir.app.boot.StartupTimes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A command is made only where it is needed, and nobody notices. */
class CommandsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Engine engine() {
    return new Engine(new Installation(folder, folder));
  }

  private Cli cli() {
    return new Cli(
        engine(),
        new StartupTimes(),
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private Commands commands() {
    Engine engine = engine();
    return new Commands(
        engine,
        new Launcher(engine, new StartupTimes()),
        Map.of(),
        System.out,
        System.err,
        cli()::commandLine);
  }

  @ParameterizedTest
  @CsvSource({
    "check weir.conf, check",
    "-e check weir.conf, check",
    "-f toml from-file weir.conf, from-file",
    "-c check, check",
    "check demo, check demo"
  })
  void theNamedOnesAreMade(String words, String names) {
    assertThat(commands().neededBy(List.of(words.split(" "))))
        .containsExactlyInAnyOrder(names.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-c weir.conf", "--config weir.conf", "--config=weir.conf", "-v"})
  void aStartNeedsNone(String words) {
    assertThat(commands().neededBy(List.of(words.split(" ")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--help", "-h", "chek weir.conf", "--nonsense", "-h check", "check -h"})
  void helpAndMistakesNeedAll(String words) {
    Commands commands = commands();
    assertThat(commands.neededBy(List.of(words.split(" ")))).isEqualTo(commands.names());
  }

  @Test
  void eachGoesByItsOwnName() {
    CommandLine line = cli().commandLine();

    assertThat(line.getSubcommands().keySet()).isEqualTo(commands().names());
    line.getSubcommands()
        .forEach((name, command) -> assertThat(command.getCommandSpec().name()).isEqualTo(name));
  }

  @Test
  void aMistakeBesideACommandStillHearsOfTheOthers() {
    assertThat(cli().run("plugns", "check", "x")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("plugins");
  }

  @Test
  void helpOfOneCommandIsItsOwn() {
    assertThat(cli().run("check", "--help")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: weir check ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plugins verify",
        "plugins list x.jar",
        "plugins --keys x.conf",
        "plugins -v --json",
        "plugins verify x.jar --json",
        "plugins verfy x.jar"
      })
  void pluginsIsMisunderstood(String words) {
    assertThat(cli().run(words.split(" "))).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("weir: ").doesNotContain("\tat ");
  }

  @Test
  void aPluginThatIsNotThereIsNoGoodOne() {
    String path = folder.resolve("none.jar").toString();

    assertThat(cli().run("plugins", "verify", path)).isEqualTo(1);
    assertThat(cli().run("plugins", "verify", path, "--keys", path)).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("weir: " + path + ": not there (expected: "),
            line -> assertThat(line).startsWith("weir: " + path).contains("no such file"));
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    PrintStream broken =
        new PrintStream(
            new java.io.OutputStream() {
              @Override
              public void write(int b) throws java.io.IOException {
                throw new java.io.IOException("full");
              }
            });
    Cli cli =
        new Cli(
            engine(),
            new StartupTimes(),
            Map.of(),
            broken,
            new PrintStream(err, true, StandardCharsets.UTF_8));

    assertThat(cli.run("-v")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("weir: standard output cannot be written to");
  }
}
