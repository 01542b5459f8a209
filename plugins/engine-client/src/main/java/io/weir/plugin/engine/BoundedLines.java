package io.weir.plugin.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a stream that may go on for ever; each of them has an end before a limit. */
public final class BoundedLines {
  /** How many bytes a line has at most. */
  public static final int LONGEST = 1 << 20;

  private final InputStream in;

  /** Lines of UTF-8. */
  public BoundedLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * Waits for the next line that is not blank.
   *
   * @return it without its end; empty at the end of the stream
   * @throws IOException if it is too long
   */
  public Optional<String> next() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet != '\n') {
        line.write(octet);
      } else if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
      } else {
        line.reset();
      }
      if (line.size() > LONGEST) {
        throw new IOException("a line has more than " + LONGEST + " bytes");
      }
    }
    return Optional.empty();
  }
}
