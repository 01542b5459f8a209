package io.weir.core.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of a plugin's jars among the system's temporary files, for nobody but this process.
 *
 * @param folder where they lie
 * @param jars the copies, in the order of the jars
 */
record JarCopies(Path folder, List<Path> jars) implements AutoCloseable {

  /** Makes them. */
  static JarCopies of(String pluginId, List<Path> jars) throws IOException {
    Path folder = Files.createTempDirectory("weir-plugin-" + pluginId + "-");
    List<Path> copies = new ArrayList<>();
    JarCopies made = new JarCopies(folder, copies);
    try {
      for (Path jar : jars) {
        copies.add(Files.copy(jar, folder.resolve(jar.getFileName())));
      }
      return new JarCopies(folder, List.copyOf(copies));
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /** Deletes them; what cannot be deleted stays, as temporary files may. */
  @Override
  public void close() {
    try {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (IOException | DirectoryIteratorException _) {
      // The system clears its temporary files.
    }
  }
}
