package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirProcess;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code weir demo}, in a pipe. */
class DemoIT extends SystemTest {
  private static final Pattern PROCESS =
      Pattern.compile("beta +127\\.0\\.0\\.1:\\d+ +process (\\d+)");

  @Test
  void backendThatIsKilledIsGoneAroundAndNoneIsLeftAtTheEnd() throws Exception {
    try (WeirProcess demo = command("demo", "--rate", "20").start()) {
      Matcher beta = PROCESS.matcher(demo.awaitLine(line -> PROCESS.matcher(line).find()));
      assertThat(beta.find()).isTrue();
      demo.awaitLine(line -> line.matches("alpha up +[1-9].*beta up +[1-9].*gamma up +[1-9].*"));
      List<ProcessHandle> backends = ProcessHandle.of(demo.pid()).orElseThrow().children().toList();
      assertThat(backends).hasSize(3);

      ProcessHandle.of(Long.parseLong(beta.group(1))).orElseThrow().destroyForcibly();

      demo.awaitLine(line -> line.contains("beta (process " + beta.group(1) + ") is gone"));
      demo.awaitLine(line -> line.endsWith("weir: beta is down"));
      demo.awaitLine(line -> line.contains("beta DOWN"));
      demo.awaitLine(line -> line.contains("beta is back as process"));
      demo.awaitLine(line -> line.endsWith("weir: beta works again"));

      demo.signal("INT");
      Finished finished = demo.awaitExit();

      assertThat(finished.exitCode()).isZero();
      assertThat(finished.err()).isEmpty();
      await().until(() -> backends.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void backendsEndWithADemoThatIsKilled() throws Exception {
    try (WeirProcess demo = command("demo").start()) {
      demo.awaitLine(line -> line.startsWith("alpha up"));
      List<ProcessHandle> backends = ProcessHandle.of(demo.pid()).orElseThrow().children().toList();
      assertThat(backends).hasSize(3);

      demo.signal("KILL");

      await().until(() -> backends.stream().noneMatch(ProcessHandle::isAlive));
    }
  }
}
