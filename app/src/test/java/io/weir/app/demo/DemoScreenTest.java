package io.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemoScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private Instant now = Instant.EPOCH;

  @Test
  void pipeGetsALineNowAndThenAndNoControlCharacters() {
    DemoScreen screen = new DemoScreen(out, () -> now, false);

    screen.state("alpha 1");
    screen.state("alpha 2");
    screen.event("alpha is gone");
    now = now.plusSeconds(2);
    screen.state("alpha 3");
    now = now.plusSeconds(2);
    screen.state("alpha 3");
    screen.end();

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("alpha 1\nalpha is gone\nalpha 3\n");
  }

  @Test
  void terminalGetsOneLineThatChangesBelowTheEvents() {
    DemoScreen screen = new DemoScreen(out, () -> now, true);

    screen.state("alpha 1");
    screen.event("alpha is gone");
    screen.state("alpha 2");
    screen.end();

    String clear = "\r\u001b[2K";
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(clear + "alpha 1" + clear + "alpha is gone\nalpha 1" + clear + "alpha 2\n");
  }
}
