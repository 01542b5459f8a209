package io.weir.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadResultTest {
  @TempDir Path folder;

  @Test
  void isReadAsItWasWritten() throws Exception {
    Path file = ReloadResult.file(folder.resolve("weir.pid"));
    assertThat(file).hasFileName("weir.pid.reload");
    assertThat(ReloadResult.read(file)).isEmpty();

    for (boolean applied : List.of(true, false)) {
      ReloadResult result =
          new ReloadResult(Instant.now(), applied, List.of("server web: added", "", "é: changed"));
      result.write(file);
      assertThat(ReloadResult.read(file)).contains(result);
    }
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void whatIsNoResultCountsAsNone() throws Exception {
    Path file = folder.resolve("weir.pid.reload");
    for (String text : List.of("", "applied\n", "yesterday applied\n", "a b c\n")) {
      Files.writeString(file, text);
      assertThat(ReloadResult.read(file)).as(text).isEmpty();
    }
  }
}
