package com.example.folder;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.config.HostPort;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.PassedOver;
import io.weir.api.discovery.PassedOverLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A backend enters by writing a file and leaves by deleting it. Files whose names begin with a dot
 * are passed over, so that one can be written in peace and then renamed.
 */
final class FolderDiscovery implements Discovery {
  /** More than any address has. */
  private static final int LONGEST = 1_000;

  private final Path folder;
  private final PassedOverLog passedOverLog;

  FolderDiscovery(Path folder, PluginContext context) {
    this.folder = folder;
    this.passedOverLog =
        new PassedOverLog("files", "files that name no backend are passed over", context);
  }

  @Override
  public List<Backend> fetch() throws IOException {
    List<Backend> backends = new ArrayList<>();
    PassedOver passedOver = PassedOver.NONE;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FolderDiscovery::isOne)) {
      for (Path file : files) {
        try {
          HostPort address = HostPort.parse(firstLine(file).strip());
          backends.add(Backend.of(address.host(), address.port()));
        } catch (NoSuchFileException e) {
          // Deleted since the folder was listed: that backend has left.
        } catch (IOException | IllegalArgumentException e) {
          passedOver = passedOver.and(file, () -> file + ": " + e.getMessage());
        }
      }
    } catch (NoSuchFileException e) {
      // The message is what an operator reads, and the JDK's is the bare path.
      throw new IOException(folder + ": no such folder", e);
    }
    // Warns when they are others than the last time, not at every fetch.
    passedOverLog.report(passedOver);
    return backends;
  }

  private static boolean isOne(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
  }

  private static String firstLine(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return start.lines().findFirst().orElse("");
    }
  }

  /** Waits for the kernel to tell of changes; weir interrupts it when it is to end. */
  @Override
  public void watch(Consumer<List<Backend>> changes) throws IOException, InterruptedException {
    try (WatchService watcher = folder.getFileSystem().newWatchService()) {
      folder.register(
          watcher,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
      // What came between the last fetch and now has no event.
      changes.accept(fetch());
      WatchKey key;
      do {
        key = watcher.take();
        key.pollEvents();
        changes.accept(fetch());
      } while (key.reset());
      throw new IOException(folder + ": can no longer be watched");
    }
  }
}
