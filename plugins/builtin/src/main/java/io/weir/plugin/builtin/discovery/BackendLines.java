package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.PassedOver;
import io.weir.api.discovery.PassedOverLog;
import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Lists with a backend on each line, as one source gives them again and again. A line that names
 * none is passed over with a warning; the next warning comes when other lines are wrong, not at
 * every poll.
 */
final class BackendLines {
  private static final int MOST_BACKENDS = 100_000;
  private static final int LONGEST_LINE = 4096;

  private final LineReader reader;
  private final PassedOverLog log;

  /** Reads a line without the white space around it. */
  @FunctionalInterface
  interface LineReader {

    /**
     * The backend that the line names.
     *
     * @throws IllegalArgumentException if it names none; the message says what was expected
     */
    Backend read(String line) throws InterruptedException;
  }

  BackendLines(LineReader reader, PluginContext context) {
    this.reader = reader;
    this.log = new PassedOverLog("lines", "lines that name no backend are passed over", context);
  }

  /**
   * Reads a list. Lines that are blank count for nothing.
   *
   * @throws IOException if it is too long to be meant
   */
  List<Backend> read(String text) throws IOException, InterruptedException {
    List<Backend> backends = new ArrayList<>();
    PassedOver wrong = PassedOver.NONE;
    // Some editors begin a text with a mark that is seen nowhere; in a host name it would be fatal.
    String list = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Iterator<String> lines = list.lines().map(String::strip).filter(s -> !s.isEmpty()).iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      try {
        backends.add(read(line, backends.size()));
      } catch (IllegalArgumentException e) {
        wrong =
            wrong.and(
                line, () -> "\"" + Excerpt.of(line) + "\" (expected: " + e.getMessage() + ")");
      }
    }
    log.report(wrong);
    return backends;
  }

  private Backend read(String line, int before) throws IOException, InterruptedException {
    if (line.length() > LONGEST_LINE) {
      throw new IllegalArgumentException("at most " + LONGEST_LINE + " characters");
    }
    Backend backend = reader.read(line);
    if (before == MOST_BACKENDS) {
      throw new IOException("the list has more than " + MOST_BACKENDS + " backends");
    }
    return backend;
  }
}
