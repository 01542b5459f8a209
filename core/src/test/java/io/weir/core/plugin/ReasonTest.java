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

  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient StackTraceElement[] frames;

    Thrown(String message, StackTraceElement... frames) {
      super(message);
      this.frames = frames;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return frames;
    }
  }

  private static StackTraceElement frame(String loader, String type) {
    return new StackTraceElement(loader, null, null, type, "create", "P.java", 10);
  }

  @Test
  void placeIsTheTopmostFrameOfThePluginsOwn() {
    Thrown thrown =
        new Thrown(
            null, frame("app", "java.Lib"), frame("plugin-x", "P$F"), frame("plugin-x", "Q"));

    assertThat(Reason.place(thrown, "plugin-x")).isEqualTo(" at P$F.create(P.java:10)");
    assertThat(Reason.place(thrown, "plugin-y")).isEmpty();
    assertThat(Reason.place(new Thrown("told", frame("plugin-x", "P")), "plugin-x")).isEmpty();
    assertThat(Reason.place(new IOException(), "plugin-x")).isEmpty();
  }

  @Test
  void placeOfAHostileExceptionIsLeftOutOrCut() {
    assertThat(Reason.place(new Thrown(null, (StackTraceElement[]) null), "plugin-x")).isEmpty();
    assertThat(Reason.place(new Thrown(null, (StackTraceElement) null), "plugin-x")).isEmpty();
    assertThat(Reason.place(new Thrown(null, frame("plugin-x", "a\n2026 ERROR")), "plugin-x"))
        .isEqualTo(" at a 2026 ERROR.create(P.java:10)");
    assertThat(Reason.place(new Thrown(null, frame("plugin-x", "x".repeat(1_000_000))), "plugin-x"))
        .hasSizeLessThan(400);
    assertThat(
            Reason.place(
                new RuntimeException() {
                  private static final long serialVersionUID = 1;

                  @Override
                  public StackTraceElement[] getStackTrace() {
                    throw new IllegalStateException("hostile");
                  }
                },
                "plugin-x"))
        .isEmpty();
  }
}
