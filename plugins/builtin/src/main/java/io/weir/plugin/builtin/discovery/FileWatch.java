package io.weir.plugin.builtin.discovery;

import io.weir.api.text.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a file may have changed. Watched are the folder that the file's name is in, and the
 * one that the file itself is in if symbolic links lead there: so a file moved into its place is
 * seen, and a link changed on the way, as Kubernetes does to replace a whole folder.
 */
final class FileWatch implements AutoCloseable {
  /**
   * So long nothing may happen before a change counts as complete: files are seldom written at
   * once.
   */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** After so long the file is read even if its folder never comes to rest. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };

  private final Path file;
  private final WatchService service;
  private final Set<WatchKey> keys = new HashSet<>();

  /**
   * Begins to watch.
   *
   * @throws IOException if there is no such folder, or the system watches no more
   */
  FileWatch(Path file) throws IOException {
    this.file = file;
    this.service = file.getFileSystem().newWatchService();
    try {
      watchFolders();
    } catch (IOException e) {
      service.close();
      throw e;
    }
  }

  /**
   * Waits until something happened in one of the folders and they have come to rest.
   *
   * @throws IOException if the file's folder is gone
   */
  void awaitChange() throws IOException, InterruptedException {
    @Nullable WatchKey key = service.take();
    long begin = System.nanoTime();
    while (key != null) {
      key.pollEvents();
      key.reset();
      boolean patient = System.nanoTime() - begin < PATIENCE.toNanos();
      key = patient ? service.poll(QUIET.toNanos(), TimeUnit.NANOSECONDS) : null;
    }
    watchFolders();
  }

  private void watchFolders() throws IOException {
    Set<WatchKey> before = Set.copyOf(keys);
    keys.clear();
    for (Path folder : folders()) {
      try {
        keys.add(folder.register(service, KINDS));
      } catch (IOException e) {
        throw new IOException(folder + " cannot be watched: " + Excerpt.of(e.toString()), e);
      }
    }
    before.stream().filter(key -> !keys.contains(key)).forEach(WatchKey::cancel);
  }

  private Set<Path> folders() throws IOException {
    Set<Path> folders = new HashSet<>();
    folders.add(parent(file));
    if (Files.exists(file)) {
      folders.add(parent(file.toRealPath()));
    }
    return folders;
  }

  private static Path parent(Path absolute) {
    return Objects.requireNonNullElse(absolute.getParent(), absolute);
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
