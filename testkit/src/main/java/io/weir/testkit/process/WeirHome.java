package io.weir.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * An unpacked tarball.
 *
 * @param path its folder
 */
public record WeirHome(Path path) {

  /** The one that the build unpacked and names in system property {@code weir.home}. */
  public static WeirHome fromBuild() {
    String home = System.getProperty("weir.home");
    if (home == null) {
      throw new IllegalStateException(
          "system property weir.home names no unpacked tarball: run this test by mvn verify");
    }
    return new WeirHome(Path.of(home));
  }

  /** The start script. */
  public Path launcher() {
    return path.resolve("bin").resolve("weir");
  }

  /** The class path for protocols and the engine. */
  public Path lib() {
    return path.resolve("lib");
  }

  /** The folder for plugins. */
  public Path plugins() {
    return path.resolve("plugins");
  }

  /** The configuration files that are shipped. */
  public Path conf() {
    return path.resolve("conf");
  }

  /**
   * A copy that a test may change. The Java runtime, most of the size, is linked to and not copied.
   *
   * @param target a folder that does not exist yet
   */
  public WeirHome copyTo(Path target) {
    Path runtime = path.resolve("runtime");
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : (Iterable<Path>) files.filter(f -> !f.startsWith(runtime))::iterator) {
        Files.copy(
            file,
            target.resolve(path.relativize(file)),
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      Files.createSymbolicLink(target.resolve("runtime"), runtime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WeirHome(target);
  }
}
