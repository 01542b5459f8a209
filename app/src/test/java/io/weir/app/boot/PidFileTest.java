package io.weir.app.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.app.OperatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
  private static final long OWN = ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void holdsTheProcessIdWhileItLasts() throws Exception {
    Path path = folder.resolve("weir.pid");

    try (PidFile file = PidFile.acquire(path)) {
      assertThat(file).isNotNull();
      assertThat(path).hasContent(Long.toString(OWN));
    }

    assertThat(path).doesNotExist();
  }

  @Test
  void runningProcessIsRefusedAndItsFileStays() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path path = Files.writeString(folder.resolve("weir.pid"), other.pid() + "\n");

      assertThatThrownBy(() -> PidFile.acquire(path))
          .isInstanceOf(OperatorException.class)
          .hasMessage("pid file " + path + ": process " + other.pid() + " is running");
      assertThat(path).hasContent(Long.toString(other.pid()));
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void fileOfAProcessThatIsGoneIsOverwritten() throws Exception {
    Process other = new ProcessBuilder("true").start();
    other.waitFor();
    Path path = Files.writeString(folder.resolve("weir.pid"), Long.toString(other.pid()));

    try (PidFile file = PidFile.acquire(path)) {
      assertThat(file).isNotNull();
      assertThat(path).hasContent(Long.toString(OWN));
    }
  }

  @Test
  void ownIdIsALeftover() throws Exception {
    Path path = Files.writeString(folder.resolve("weir.pid"), Long.toString(OWN));

    PidFile.acquire(path).close();

    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "12 13", "-5", "99999999999999999999"})
  void contentThatIsNoProcessIdIsRefusedAndStays(String content) throws Exception {
    Path path = Files.writeString(folder.resolve("weir.pid"), content);

    assertThatThrownBy(() -> PidFile.acquire(path))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("its content is no process id");
    assertThat(path).hasContent(content);
  }

  @Test
  void pathThatCannotBeReadOrWrittenIsRefused() {
    assertThatThrownBy(() -> PidFile.acquire(folder))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("pid file " + folder);
    assertThatThrownBy(() -> PidFile.acquire(folder.resolve("no/weir.pid")))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("its folder does not exist");
  }

  @Test
  void fileThatAnotherProcessTookOverIsLeftAlone() throws Exception {
    Path path = folder.resolve("weir.pid");

    PidFile file = PidFile.acquire(path);
    Files.writeString(path, "1");
    file.close();

    assertThat(path).hasContent("1");
  }
}
