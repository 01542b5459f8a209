package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.Finished;
import io.weir.testkit.process.WeirCommandLine;
import io.weir.testkit.process.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pid file, between processes. */
class PidFileIT extends SystemTest {
  private final TestBackend backend = TestBackend.named("a");
  private Path pidFile;
  private WeirCommandLine line;

  @BeforeEach
  void prepare() throws Exception {
    pidFile = folder.resolve("weir.pid");
    Path file = write("weir.conf", server(staticList(backend)));
    line = command("-c", file.toString(), "--pidfile", pidFile.toString());
  }

  @AfterEach
  void stopBackend() {
    backend.close();
  }

  @Test
  void namesTheProcessAndIsRemovedAtExit() throws Exception {
    try (WeirProcess weir = line.start().awaitReady()) {
      assertThat(pidFile).hasContent(Long.toString(weir.pid()));

      weir.stop();

      assertThat(pidFile).doesNotExist();
    }
  }

  @Test
  void secondStartIsRefusedAndTheFirstGoesOn() throws Exception {
    try (WeirProcess weir = line.start().awaitReady()) {
      Finished second = line.run();

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).hasSize(1).first().asString().contains("weir.pid", "is running");
      assertThat(pidFile).hasContent(Long.toString(weir.pid()));
      assertThat(reached(weir.port("web"), 1)).containsOnlyKeys("a");
    }
  }

  @Test
  void fileOfACrashedWeirIsOverwritten() throws Exception {
    WeirProcess crashed = line.start().awaitReady();
    crashed.signal("KILL");
    crashed.awaitExit();
    assertThat(pidFile).exists();

    try (WeirProcess weir = line.start().awaitReady()) {
      assertThat(pidFile).hasContent(Long.toString(weir.pid()));
    }
  }

  @Test
  void contentThatIsNoProcessIdIsAnErrorAndStays() throws Exception {
    Files.writeString(pidFile, "precious");

    Finished finished = line.run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).hasSize(1).first().asString().contains("weir.pid");
    assertThat(pidFile).hasContent("precious");
  }

  @Test
  void deviceWithoutAnEndIsAnErrorToo() throws Exception {
    Files.createSymbolicLink(pidFile, Path.of("/dev/zero"));

    Finished finished = line.run();

    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).hasSize(1).first().asString().contains("no process id");
  }

  @Test
  void startThatFailsLeavesNoFile() throws Exception {
    write("weir.conf", server("bind = \"" + backend.address() + "\"\n" + staticList(backend)));

    assertThat(line.run().exitCode()).isEqualTo(1);

    assertThat(pidFile).doesNotExist();
  }
}
