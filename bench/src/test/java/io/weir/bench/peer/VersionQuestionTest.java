package io.weir.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionQuestionTest {
  @Test
  void theVersionIsTheFirstNumberWithADot() {
    assertThat(VersionQuestion.pick("HAProxy version 2.6.12-1+deb12u4 2026/10/17 - x"))
        .isEqualTo("2.6.12-1+deb12u4");
    assertThat(VersionQuestion.pick("nginx version: nginx/1.22.1\n")).isEqualTo("1.22.1");
    assertThat(VersionQuestion.pick("\n version: 9e55/1.40.0/Clean/RELEASE\n")).isEqualTo("1.40.0");
  }

  @Test
  void aProgramMayKeepItsVersionToItself() {
    assertThat(VersionQuestion.pick("2026/11/25 19:40:21 gobetween v\n")).isEqualTo("unknown");
  }
}
