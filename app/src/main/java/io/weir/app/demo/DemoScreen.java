package io.weir.app.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Where the demo shows what happens: on a terminal one line that changes in place, with events
 * above it; in a pipe, where every line stays, a line every few seconds.
 */
final class DemoScreen {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private static final Duration PACE_IN_A_PIPE = Duration.ofSeconds(2);

  private final PrintStream out;
  private final InstantSource clock;
  private final boolean terminal;
  private String shown = "";
  private Instant next = Instant.MIN;

  DemoScreen(PrintStream out, InstantSource clock, boolean terminal) {
    this.out = out;
    this.clock = clock;
    this.terminal = terminal;
  }

  /** Shows a line that stays. */
  void event(String line) {
    if (terminal) {
      out.println(CLEAR_LINE + line);
      out.print(shown);
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Shows the state as of now. */
  void state(String line) {
    Instant now = clock.instant();
    if (!line.equals(shown) && (terminal || !now.isBefore(next))) {
      next = now.plus(PACE_IN_A_PIPE);
      out.print(terminal ? CLEAR_LINE + line : line + System.lineSeparator());
      out.flush();
      shown = line;
    }
  }

  /** Leaves the line that changes; what comes next starts on a new one. */
  void end() {
    if (terminal) {
      out.println();
    }
  }
}
