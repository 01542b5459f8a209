package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of sections {@code logging} and {@code access_log} as a whole. */
class LogSectionsTest {

  @Test
  void anAccessLogIsOffAndRotatesNothingUnlessAsked() {
    WeirConfig config = TestTypes.bind(TestTypes.server("")).config();

    assertThat(config.accessLog())
        .isEqualTo(
            new AccessLogConfig(
                false, "stdout", LoggingConfig.Format.TEXT, 8192, Optional.empty()));
    assertThat(config.logging().rotation()).isEmpty();
    assertThat(config.servers().get("web").accessLog()).isTrue();
  }

  @Test
  void rotationHasDefaultsOfItsOwn() {
    WeirConfig config = TestTypes.bind("access_log { output = \"a.log\", rotation {} }").config();

    assertThat(config.accessLog().rotation())
        .contains(
            new RotationConfig(
                RotationConfig.Every.DAY, Optional.empty(), 14, Optional.empty(), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logging", "access_log"})
  void onlyFilesAreRotated(String section) {
    for (String output : List.of("stdout", "stderr")) {
      assertThat(
              TestTypes.problems(
                  ConfigFormat.HOCON,
                  section + " {\n  output = " + output + "\n  rotation { keep = 3 }\n}"))
          .containsExactly(
              "test.conf:3  %s.rotation: a section (expected: nothing while `output` is no file)"
                  .formatted(section));
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThat(
            TestTypes.problems(
                ConfigFormat.HOCON,
                "access_log {\n  queue_size = 0\n  output = a\n  rotation {\n    keep = 0\n  }\n}"))
        .containsExactly("test.conf:5  access_log.rotation.keep: 0 (expected: 1 or more)");
    assertThat(TestTypes.problems(ConfigFormat.HOCON, "access_log.queue_size = 1000001"))
        .containsExactly("test.conf:1  access_log.queue_size: 1000001 (expected: 1 to 1000000)");
  }
}
