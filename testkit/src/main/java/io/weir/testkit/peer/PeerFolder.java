package io.weir.testkit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a server runs that does not want to be run by the superuser: a folder of its own below the
 * system's for temporary files, which belongs to {@code nobody} where tests are run by the
 * superuser. Closing it deletes it.
 */
final class PeerFolder implements AutoCloseable {
  private static final String USER = "nobody";
  private static final long PATIENCE_SECONDS = 120;

  private final Path path;
  private final boolean superuser;

  private PeerFolder(Path path, boolean superuser) {
    this.path = path;
    this.superuser = superuser;
  }

  /** Makes one. */
  static PeerFolder create() throws IOException {
    Path path = Files.createTempDirectory("weir-peer");
    PeerFolder folder = new PeerFolder(path, Files.getOwner(path).getName().equals("root"));
    folder.own(path);
    return folder;
  }

  Path path() {
    return path;
  }

  /** A file in it. */
  String file(String name) {
    return path.resolve(name).toString();
  }

  /** Writes a file that belongs to who runs here, who alone can read it. */
  String write(String name, String content) throws IOException {
    Path file = Files.writeString(path.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    own(file);
    return file.toString();
  }

  private void own(Path file) throws IOException {
    if (superuser) {
      Files.setOwner(
          file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
  }

  /** A command as who runs here. */
  List<String> command(List<String> command) {
    return superuser
        ? Stream.concat(
                Stream.of("setpriv", "--reuid=" + USER, "--regid=nogroup", "--clear-groups", "--"),
                command.stream())
            .toList()
        : command;
  }

  /**
   * Runs a program to its end.
   *
   * @return what it prints
   * @throws IOException if it fails
   */
  String run(String... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("weir-peer", ".log");
    Process process =
        new ProcessBuilder(command(List.of(command)))
            .directory(path.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String output = Files.readString(said);
    Files.delete(said);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command[0] + ": " + output);
    }
    return output;
  }

  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
