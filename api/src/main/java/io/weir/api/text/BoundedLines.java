package io.weir.api.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a stream that may go on for ever, such as one of events, each of them with an end
 * before a limit. What comes after the last end is none. Of one thread. It keeps 8 KiB and the line
 * at hand in memory, reads ahead, and does not close the stream.
 */
public final class BoundedLines {
  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[8192];
  private int at;
  private int end;

  /**
   * A line is longer than is allowed; nothing can be read after it. Made by {@link BoundedLines}
   * alone.
   */
  public static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    private TooLongException(int longest) {
      super("a line has more than " + longest + " bytes");
    }
  }

  /**
   * The lines of a stream.
   *
   * @param in the stream, which stays the caller's to close
   * @param longest how many bytes one may have, without its end
   */
  public BoundedLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * Waits for the next line, as long as the stream does: what ends its reading ends this.
   *
   * @return it without the line feed at its end, a carriage return before that included; empty at
   *     the end of the stream, at which a beginning without an end is dropped
   * @throws TooLongException if it is too long
   * @throws IOException if the stream breaks off
   */
  public Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (at < end || fill()) {
      int newline = at;
      while (newline < end && chunk[newline] != '\n') {
        newline++;
      }
      line.write(chunk, at, newline - at);
      at = newline + 1;
      if (line.size() > longest) {
        throw new TooLongException(longest);
      }
      if (newline < end) {
        return Optional.of(line.toByteArray());
      }
    }
    return Optional.empty();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }
}
