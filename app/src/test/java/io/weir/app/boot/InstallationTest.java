package io.weir.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationTest {

  @Test
  void pluginsLieInTheUnpackedTarball() {
    assertThat(Installation.locate("/opt/weir", Map.of()).plugins())
        .isEqualTo(Path.of("/opt/weir/plugins"));
  }

  @Test
  void stateGoesWhereSystemdSays() {
    assertThat(
            Installation.locate("/opt/weir", Map.of("STATE_DIRECTORY", "/var/lib/a:/var/lib/b"))
                .state())
        .isEqualTo(Path.of("/var/lib/a"));
  }

  @Test
  void pathsAreAbsoluteWithoutATarballToo() {
    Installation installation = Installation.locate(null, Map.of());

    assertThat(installation.plugins()).isAbsolute();
    assertThat(installation.state()).isAbsolute();
  }
}
