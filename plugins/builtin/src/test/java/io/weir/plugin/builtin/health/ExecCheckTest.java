package io.weir.plugin.builtin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.config.CommandLine;
import io.weir.api.config.HostPort;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthResult.Status;
import io.weir.api.health.HealthTarget;
import io.weir.plugin.builtin.BackgroundCall;
import io.weir.testkit.backend.CheckTargets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ExecCheckTest {
  private static final HealthTarget TARGET = CheckTargets.localhost(8080);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "printf yes, HEALTHY",
    "echo yes, HEALTHY",
    "printf 'yes \\n\\n', HEALTHY",
    "echo no, UNHEALTHY",
    "echo perhaps, INCONCLUSIVE",
    "printf ' yes', INCONCLUSIVE",
    "true, INCONCLUSIVE",
    "echo yes; exit 1, UNHEALTHY",
  })
  void comparesTheOutput(String script, Status status) throws Exception {
    assertThat(shell(script).check(TARGET).status()).isEqualTo(status);
  }

  @Test
  void ignoresWhiteSpaceAtTheEndOfTheExpectedTextToo() throws Exception {
    CommandLine command = CommandLine.parse(List.of("/bin/sh", "-c", "echo 1"));

    assertThat(new ExecCheck(new ExecCheckConfig(command, "1\n", "0\n")).check(TARGET))
        .isEqualTo(HealthResult.healthy());
  }

  @Test
  void callsOneProgramWithHostAndPort() throws Exception {
    Path script = folder.resolve("check.sh");
    Files.writeString(script, "#!/bin/sh\necho \"$# $1 $2\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    var backend = Backend.of("2001:db8::1", 443);
    var target =
        HealthTarget.of(
            backend,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
            CheckTargets.LONG);

    var check =
        new ExecCheck(
            new ExecCheckConfig(CommandLine.parse(script.toString()), "2 2001:db8::1 443", ""));

    assertThat(check.check(target)).isEqualTo(HealthResult.healthy());
  }

  @Test
  void namesTheHostAndPortThatTheSectionGives() throws Exception {
    HealthTarget found = CheckTargets.target("localhost", 8080, CheckTargets.LONG);
    var elsewhere =
        new HealthTarget(
            found.backend(),
            HostPort.parse("agent.test:9"),
            found.address(),
            "agent.test",
            CheckTargets.LONG);
    var command = CommandLine.parse(List.of("/bin/echo", "-n"));

    var check = new ExecCheck(new ExecCheckConfig(command, "agent.test 9", ""));

    assertThat(check.check(elsewhere)).isEqualTo(HealthResult.healthy());
  }

  @Test
  void putsHostAndPortBehindTheArguments() throws Exception {
    var command = CommandLine.parse(List.of("/bin/echo", "-n", "x"));
    var check = new ExecCheck(new ExecCheckConfig(command, "x localhost 8080", ""));

    assertThat(check.check(TARGET)).isEqualTo(HealthResult.healthy());
  }

  @Test
  void saysWhatItSaw() throws Exception {
    assertThat(shell("echo perhaps").check(TARGET).detail())
        .isEqualTo("exec_command printed \"perhaps\" (expected: \"yes\" or \"no\")");
    assertThat(shell("echo broken >&2; exit 2").check(TARGET).detail())
        .isEqualTo("exec_command ended with exit code 2: broken");
  }

  @Test
  void failsWhereThereIsNoSuchProgram() {
    var config = new ExecCheckConfig(CommandLine.parse("/no/such/program"), "yes", "no");

    assertThatThrownBy(() -> new ExecCheck(config).check(TARGET))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void killsTheProgramWhenInterrupted() throws Exception {
    Path pid = folder.resolve("pid");

    try (var call =
        BackgroundCall.of(() -> shell("echo $$ > " + pid + "; exec sleep 1000").check(TARGET))) {
      await().until(() -> Files.exists(pid) && !Files.readString(pid).isEmpty());
      call.interrupt();

      assertThatThrownBy(call::answer).isInstanceOf(InterruptedException.class);
    }
    long id = Long.parseLong(Files.readString(pid).strip());
    await().until(() -> ProcessHandle.of(id).map(handle -> !handle.isAlive()).orElse(true));
  }

  private static ExecCheck shell(String script) {
    CommandLine command = CommandLine.parse(List.of("/bin/sh", "-c", script));
    return new ExecCheck(new ExecCheckConfig(command, "yes", "no"));
  }
}
