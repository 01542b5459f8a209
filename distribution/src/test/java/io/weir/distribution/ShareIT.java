package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.testkit.process.Finished;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manual pages and completion: there for every command, and taken by the programs they are for. */
class ShareIT extends SystemTest {
  private static final Path SHARE = HOME.path().resolve("share");

  @Test
  void everyCommandHasAManualPage() throws Exception {
    assumeTrue(isThere("man"), "there is no man");
    List<String> commands = commands();
    assertThat(commands).contains("check", "convert", "schema", "completion");
    for (String command : commands) {
      String page = man("weir-" + command);
      assertThat(page).contains("NAME", "weir-" + command + " - ", "SYNOPSIS", "--help");
    }
    assertThat(man("weir"))
        .contains("-c, --config=FILE", "weir-check(1)", "Exit codes:")
        .contains(commands.stream().map(command -> "weir-" + command + "(1)").toList());
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assumeTrue(isThere("bash"), "there is no bash");
    Path script = SHARE.resolve("bash-completion/completions/weir");
    assertThat(run("bash", "-n", script.toString())).isEmpty();

    assertThat(completed(script, "weir", "che")).contains("check");
    assertThat(completed(script, "weir", "check", "--for")).contains("--format");
    assertThat(completed(script, "weir", "")).contains("plugins").doesNotContain("demo-backend");
  }

  /** In a shell of its own behind a terminal, by the key that completes, from the first time on. */
  @ParameterizedTest
  @CsvSource({
    "weir che, check END",
    "weir check --for, check --format END",
    "weir check /etc/hostn, check /etc/hostname END"
  })
  void zshCompletesCommandsAndOptions(String typed, String taken) throws Exception {
    assumeTrue(isThere("zsh"), "there is no zsh");
    Path script =
        write(
            "complete.zsh",
            """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PS1=; fpath=('$1' \\$fpath); autoload -Uz compinit; compinit -u -D; \\
              weir() { print -r -- \\"GOT[\\$*]\\" }; stty -echo; echo RE''ADY"
            zpty -r shell ready '*READY*'
            zpty -w -n shell "$2"$'\\t'
            zpty -w shell ' END'
            zpty -r shell out '*END\\]*'
            print -r -- "$out"
            zpty -d shell
            """);

    assertThat(
            run(
                "timeout",
                "30",
                "zsh",
                "-f",
                script.toString(),
                SHARE.resolve("zsh/site-functions").toString(),
                typed))
        .contains("GOT[" + taken + "]");
  }

  @Test
  void theCommandPrintsWhatIsShipped() throws Exception {
    for (String shell : List.of("bash", "zsh")) {
      Path file =
          SHARE.resolve(
              shell.equals("bash")
                  ? "bash-completion/completions/weir"
                  : "zsh/site-functions/_weir");
      Finished finished = command("completion", shell).run();
      assertThat(finished.exitCode()).isZero();
      assertThat(finished.out()).isEqualTo(Files.readAllLines(file));
    }
    assertThat(command("completion", "fish").run().exitCode()).isEqualTo(2);
    assertThat(SHARE.resolve("zsh/site-functions/_weir")).content().startsWith("#compdef weir\n");
  }

  /** Those that the help shows. */
  private List<String> commands() throws InterruptedException {
    List<String> help = command("--help").run().out();
    Pattern command = Pattern.compile("  ([a-z-]+)  .*");
    return help.stream()
        .skip(help.indexOf("Commands:") + 1)
        .map(command::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(match -> match.group(1))
        .toList();
  }

  private static String man(String page) throws Exception {
    Path file = SHARE.resolve("man/man1/" + page + ".1");
    assertThat(file).exists();
    return run("env", "MANWIDTH=200", "man", "--warnings", "-l", file.toString())
        .replaceAll(".\b", "")
        .replace('\u2010', '-');
  }

  /** What bash would offer for the last word. */
  private static List<String> completed(Path script, String... words) throws Exception {
    String line =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_weir; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(
                script,
                String.join(" ", Arrays.stream(words).map(word -> "'" + word + "'").toList()),
                words.length - 1);
    return run("bash", "-c", line).lines().map(String::strip).toList();
  }

  private static boolean isThere(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
