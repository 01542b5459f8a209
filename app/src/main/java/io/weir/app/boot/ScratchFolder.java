package io.weir.app.boot;

import io.weir.app.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what nobody needs afterwards.
 *
 * @param path where it is, until it is closed
 */
record ScratchFolder(Path path) implements AutoCloseable {

  /**
   * Makes one among the system's temporary files.
   *
   * @throws OperatorException if it cannot be made
   */
  static ScratchFolder create() {
    try {
      return new ScratchFolder(Files.createTempDirectory("weir-"));
    } catch (IOException e) {
      throw new OperatorException("no temporary folder can be made: " + e.getMessage());
    }
  }

  /** Deletes it; what cannot be deleted stays, as temporary files may. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> innerFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innerFirst) {
        Files.delete(file);
      }
    } catch (IOException _) {
      // The system clears its temporary files.
    }
  }
}
