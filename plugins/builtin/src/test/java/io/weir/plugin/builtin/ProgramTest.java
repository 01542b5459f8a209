package io.weir.plugin.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.process.Program;
import io.weir.api.process.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProgramTest {
  private static final int LIMIT = 8 << 20;

  @TempDir private Path folder;

  @Test
  void givesTheOutputAndTheExitCode() throws Exception {
    ProgramResult result = shell("echo one; echo two").run();

    assertThat(result.succeeded()).isTrue();
    assertThat(result.output()).isEqualTo("one\ntwo\n");
  }

  @Test
  void passesArgumentsOnAsTheyAre() throws Exception {
    var program = new Program(List.of("/bin/echo", "a  b", "$HOME", "*"), LIMIT);

    assertThat(program.run().output()).isEqualTo("a  b $HOME *\n");
  }

  @Test
  void saysWhyItFailed() throws Exception {
    ProgramResult result = shell("echo 'no \tluck' >&2; echo more >&2; exit 3").run();

    assertThat(result.succeeded()).isFalse();
    assertThat(result.reason()).isEqualTo("exit code 3: no ?luck");
    assertThat(shell("exit 4").run().reason()).isEqualTo("exit code 4");
  }

  @Test
  void saysThatThereIsNoSuchProgram() {
    assertThatThrownBy(() -> new Program(List.of("/no/such/program"), LIMIT).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program")
        .hasMessageContaining("No such file");
  }

  @Test
  void readsMuchMoreThanAPipeHolds() throws Exception {
    ProgramResult result = shell("head -c 5000000 /dev/zero; head -c 5000000 /dev/zero >&2").run();

    assertThat(result.output()).hasSize(5_000_000);
    assertThat(result.errors()).hasSize(1024);
  }

  @Test
  void endsAProgramThatWritesForEver() {
    Path pid = folder.resolve("pid");

    assertThatThrownBy(() -> shell("echo $$ > " + pid + "; exec yes").run())
        .isInstanceOf(IOException.class)
        .hasMessage("it wrote more than " + LIMIT + " bytes");

    await().until(() -> noneAlive(pid));
  }

  @Test
  void givesTheProgramNothingToRead() throws Exception {
    assertThat(new Program(List.of("/bin/cat"), LIMIT).run().output()).isEmpty();
  }

  @Test
  void killsTheWholeProcessTreeWhenInterrupted() throws Exception {
    Path pids = folder.resolve("pids");
    // A shell that starts a shell that starts two sleeps.
    String inner = "sleep 1000 & echo $! >> %1$s; sleep 1000 & echo $! >> %1$s; wait";
    String outer = "echo $$ >> %1$s; sh -c '" + inner + "'; true";

    try (var call = BackgroundCall.of(() -> shell(outer.formatted(pids)).run())) {
      await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 3);
      assertThat(noneAlive(pids)).isFalse();
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(InterruptedException.class);
    }
    await().until(() -> noneAlive(pids));
  }

  @Test
  void doesNotWaitForWhatAProgramLeavesRunning() throws Exception {
    // The sleep keeps standard output open.
    ProgramResult result = shell("sleep 1000 & echo $!").run();

    long pid = Long.parseLong(result.output().strip());
    ProcessHandle left = ProcessHandle.of(pid).orElseThrow();
    assertThat(left.isAlive()).isTrue();
    left.destroyForcibly();
  }

  private static boolean noneAlive(Path pids) throws IOException {
    return Files.readAllLines(pids).stream()
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .noneMatch(process -> process.map(ProcessHandle::isAlive).orElse(false));
  }

  private static Program shell(String script) {
    return new Program(List.of("/bin/sh", "-c", script), LIMIT);
  }
}
