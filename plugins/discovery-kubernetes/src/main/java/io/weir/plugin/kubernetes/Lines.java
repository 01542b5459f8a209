package io.weir.plugin.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, none longer than a limit. What comes after the last one is none. */
final class Lines {
  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[8192];
  private int at;
  private int end;

  /** A line is longer than is allowed. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1;
  }

  Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * The next line without its end; null if there is none.
   *
   * @throws TooLongException if it is too long; nothing can be read after it
   * @throws IOException if the stream breaks off
   */
  byte @Nullable [] next() throws IOException, TooLongException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (at < end || fill()) {
      int newline = at;
      while (newline < end && chunk[newline] != '\n') {
        newline++;
      }
      line.write(chunk, at, newline - at);
      at = newline + 1;
      if (line.size() > longest) {
        throw new TooLongException();
      }
      if (newline < end) {
        return line.toByteArray();
      }
    }
    return null;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }
}
