package io.weir.plugin.acme.store;

import io.weir.api.certificate.CertificateStore;
import io.weir.api.certificate.EntryName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/**
 * A private folder with a file for each entry. What golang.org/x/crypto's autocert, and so
 * gobetween, left in its cache folder is of the same form: the folder can be taken over as it is.
 */
final class FileStore implements CertificateStore {
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  /** More than any chain with its key needs. */
  private static final int LARGEST = 1 << 20;

  private static final String UNFINISHED = ".new-";
  private static final String LOCKS = ".locks";
  private static final Duration STALE = Duration.ofHours(1);

  private final Path folder;
  private final FileLocks locks;

  private FileStore(Path folder, FileLocks locks) {
    this.folder = folder;
    this.locks = locks;
  }

  /**
   * Opens a folder. One that is not there is made when the first entry or lock is: who only looks,
   * as another user perhaps, leaves none behind.
   *
   * @param locks the same for all stores of a process
   * @param log told if others may look into the folder
   * @throws IOException if it is a file, or cannot be made
   */
  static FileStore open(Path folder, FileLocks locks, Logger log) throws IOException {
    Path nearest = nearest(folder.toAbsolutePath());
    if (!Files.isDirectory(nearest)) {
      throw new IOException("\"" + nearest + "\": a file (expected: a folder)");
    }
    if (!Files.isWritable(nearest)) {
      throw new IOException("\"" + nearest + "\" (expected: a folder that weir may write to)");
    }
    if (Files.isDirectory(folder)) {
      if (Files.getPosixFilePermissions(folder).stream().anyMatch(OF_OTHERS::contains)) {
        log.warn(
            "\"{}\": others than its owner may use it (expected: mode 0700, as private keys are kept"
                + " there)",
            folder);
      }
      deleteUnfinished(folder);
    }
    return new FileStore(folder, locks);
  }

  /** The folder itself, or what there is of the way to it. */
  private static Path nearest(Path folder) {
    Path nearest = folder;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PRIVATE_FOLDER);
    }
  }

  /** What a process that was killed had not yet put in its place. */
  private static void deleteUnfinished(Path folder) throws IOException {
    FileTime stale = FileTime.from(Instant.now().minus(STALE));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).compareTo(stale) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public Optional<byte[]> load(String name) throws IOException {
    Path file = file(name);
    byte[] value;
    try (InputStream in = Files.newInputStream(file)) {
      value = in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(file, "cannot be read (expected: a file that weir may read)", e);
    }
    if (value.length > LARGEST) {
      throw new IOException("\"" + file + "\": too long (expected: " + LARGEST + " bytes at most)");
    }
    return Optional.of(value);
  }

  @Override
  public void save(String name, byte[] value) throws IOException {
    Path file = file(name);
    if (value.length > LARGEST) {
      throw new IllegalArgumentException(
          "value of " + name + ": " + value.length + " bytes (expected: " + LARGEST + " at most)");
    }
    try {
      makeFolder(folder);
      Path parent = file.resolveSibling("");
      makeFolder(parent);
      // Made in the store's own folder: there leftovers are looked for.
      Path unfinished = Files.createTempFile(folder, UNFINISHED, "", PRIVATE_FILE);
      try {
        write(unfinished, value);
        replace(unfinished, file);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      sync(parent);
    } catch (IOException e) {
      throw failed(file, "cannot be written (expected: a folder that weir may write to)", e);
    }
  }

  private static void write(Path file, byte[] value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(value);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void replace(Path unfinished, Path file) throws IOException {
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("its folder is on another file system", e);
    }
  }

  /** So that the new name is on the disk, too. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Path file = file(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(file, "cannot be deleted (expected: a folder that weir may write to)", e);
    }
  }

  /** The system frees it when its holder dies, so it needs no lease. */
  @Override
  public Lock lock(String name, Duration lease) throws IOException, InterruptedException {
    // A comma is in no entry's name.
    Path file = folder.resolve(LOCKS).resolve(EntryName.checked(name).replace('/', ','));
    try {
      makeFolder(folder.resolve(LOCKS));
      return locks.take(file);
    } catch (IOException e) {
      throw failed(file, "cannot be locked (expected: a file that weir may write to)", e);
    }
  }

  private Path file(String name) {
    return folder.resolve(EntryName.checked(name));
  }

  private static IOException failed(Path file, String what, IOException cause) {
    return new IOException("\"" + file + "\" " + what + ": " + cause, cause);
  }
}
