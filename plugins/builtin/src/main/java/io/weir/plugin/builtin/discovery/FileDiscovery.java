package io.weir.plugin.builtin.discovery;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The backends that a file lists, read again when it changes. */
public final class FileDiscovery implements Discovery {
  private static final int LIMIT = 16 << 20;
  private static final Pattern COMMENT = Pattern.compile("(?m)(^|(?<=\\s))#.*$");

  private final Path file;
  private final BackendLines lines;

  /** A discovery as configured. */
  public FileDiscovery(FileConfig config, PluginContext context) {
    file = config.filePath().toAbsolutePath();
    lines = new BackendLines(line -> BackendLine.parse(line).backend(), context);
  }

  @Override
  public List<Backend> fetch() throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      throw new IOException(file + " does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new IOException(file + " has more than " + LIMIT + " bytes");
      }
      return lines.read(COMMENT.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll(""));
    }
  }

  @Override
  public void watch(Consumer<List<Backend>> changes) throws IOException, InterruptedException {
    try (var watch = new FileWatch(file)) {
      while (true) {
        // The first time for what changed between the fetch before and the beginning of the watch.
        changes.accept(fetch());
        watch.awaitChange();
      }
    }
  }
}
