package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start refuses because it is not there yet, each capability by itself. */
class MissingCapabilitiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          servers.web.discovery { kind = consul, static_list = null } | servers.web.discovery.kind: discovery "consul"
          """)
  void isNamedWithSectionAndCapability(String lines, String line) {
    assertThat(MissingCapabilities.of(TestTypes.bind(TestTypes.server("") + lines).config()))
        .containsExactly(line + " is not available in this version");
  }

  @Test
  void sectionsThatAreOffAreNotAsked() {
    assertThat(
            MissingCapabilities.of(
                TestTypes.bind(
                        TestTypes.server("")
                            + "api.enabled = true, metrics.bind = \":2\", profiler.enabled = true")
                    .config()))
        .isEmpty();
  }
}
