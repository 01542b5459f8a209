package io.weir.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a reload. A signal has no answer, so it is left in a file beside the pid file, where
 * whoever asked finds it.
 *
 * @param begun when the configuration was about to be read
 * @param applied whether weir goes on by it; if not, nothing was changed
 * @param lines what was changed, or why nothing was
 */
public record ReloadResult(Instant begun, boolean applied, List<String> lines) {
  private static final String APPLIED = "applied";
  private static final String REFUSED = "refused";

  /** Where a weir with this pid file leaves it. */
  static Path file(Path pidFile) {
    return pidFile.resolveSibling(pidFile.getFileName() + ".reload");
  }

  /** Writes it; a reader finds the one before or this one, never a part of it. */
  void write(Path file) throws IOException {
    List<String> text = new ArrayList<>();
    text.add(begun + " " + (applied ? APPLIED : REFUSED));
    text.addAll(lines);
    Path folder = file.toAbsolutePath().getParent();
    Path next = Files.createTempFile(folder, ".reload", "");
    Files.write(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads it; empty if there is none, or something else. */
  static Optional<ReloadResult> read(Path file) throws IOException {
    try {
      List<String> text = Files.readAllLines(file);
      String[] head = text.isEmpty() ? new String[0] : text.getFirst().split(" ", -1);
      if (head.length != 2) {
        return Optional.empty();
      }
      return Optional.of(
          new ReloadResult(
              Instant.parse(head[0]), head[1].equals(APPLIED), text.subList(1, text.size())));
    } catch (NoSuchFileException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
