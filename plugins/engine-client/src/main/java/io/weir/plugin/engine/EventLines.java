package io.weir.plugin.engine;

import io.weir.api.text.BoundedLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of an engine's stream of events; blank ones, which keep it alive, are none. */
public final class EventLines {
  /** How many bytes a line has at most. */
  public static final int LONGEST = 1 << 20;

  private final BoundedLines lines;

  /** Lines of UTF-8. */
  public EventLines(InputStream in) {
    this.lines = new BoundedLines(in, LONGEST);
  }

  /**
   * Waits for the next line that is not blank.
   *
   * @return it without white space around it; empty at the end of the stream
   * @throws IOException if it is too long
   */
  public Optional<String> next() throws IOException {
    Optional<String> line = nextLine();
    while (line.isPresent() && line.get().isBlank()) {
      line = nextLine();
    }
    return line.map(String::strip);
  }

  private Optional<String> nextLine() throws IOException {
    return lines.next().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
