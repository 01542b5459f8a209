package io.weir.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing is missing any more. */
class MissingCapabilitiesTest {

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
