package io.weir.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void controlCharactersCannotForgeALine() {
    assertThat(Reason.of(new IOException("a\r\n2026 ERROR\u001b[31m  forged\0")))
        .isEqualTo("a 2026 ERROR [31m forged");
  }

  @Test
  void longTextsAreCut() {
    assertThat(Reason.of("x".repeat(1_000_000))).hasSize(301).endsWith("x…");
  }

  @Test
  void missingClassIsFoundBelowOtherExceptions() {
    Throwable thrown =
        new IllegalStateException("cannot start", new IOException(new NoClassDefFoundError("a/B")));
    assertThat(Reason.of(thrown)).isEqualTo("class a.B is missing");
  }

  @Test
  void classThatFailedToInitializeIsNotMissing() {
    assertThat(Reason.of(new NoClassDefFoundError("Could not initialize class a.B")))
        .isEqualTo("NoClassDefFoundError: Could not initialize class a.B");
  }

  @Test
  void causesThatFormACircleAreNotFollowedForEver() {
    Exception a = new Exception("a");
    a.initCause(new Exception("b", a));
    assertThat(Reason.of(a)).isEqualTo("a");
  }
}
