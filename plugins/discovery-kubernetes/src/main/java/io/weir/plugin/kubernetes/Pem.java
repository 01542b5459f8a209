package io.weir.plugin.kubernetes;

import io.weir.api.config.Secret;
import io.weir.api.web.PemFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates or a key in PEM. */
sealed interface Pem {

  /** In a file. */
  record InFile(String key, Path path) implements Pem {}

  /** Within the kubeconfig. */
  record Embedded(String key, Secret content) implements Pem {}

  /**
   * Gives files to read from. What is within a kubeconfig lies in a file that only weir can read
   * until this is closed.
   */
  final class OnDisk implements AutoCloseable {
    private final Path folder;
    private final List<Path> made = new ArrayList<>();

    /**
     * None yet.
     *
     * @param folder where files may be made
     */
    OnDisk(Path folder) {
      this.folder = folder;
    }

    PemFile file(Pem pem) {
      return switch (pem) {
        case InFile(String key, Path path) -> new PemFile(key, path);
        case Embedded(String key, Secret content) -> new PemFile(key, write(content.value()));
      };
    }

    private Path write(String content) {
      try {
        // Of mode 0600.
        Path file = Files.createTempFile(folder, "kubeconfig", ".pem");
        made.add(file);
        return Files.writeString(file, content);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot be written to the data folder", e);
      }
    }

    @Override
    public void close() {
      for (Path file : made) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
