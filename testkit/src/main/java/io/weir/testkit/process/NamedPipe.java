package io.weir.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A named pipe: an output as slow as its reader, and one that lets nobody even open it as long as
 * there is no reader.
 *
 * @param path where it is
 */
public record NamedPipe(Path path) {

  /** Makes one. */
  public static NamedPipe make(Path path) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("mkfifo " + path + " exited with " + exit);
    }
    return new NamedPipe(path);
  }

  /** Becomes its reader, as soon as there is a writer. */
  public BufferedReader open() throws IOException {
    return Files.newBufferedReader(path);
  }
}
