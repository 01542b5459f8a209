package io.weir.testkit.peer;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs that others wrote. */
public final class PeerProgram {
  private PeerProgram() {}

  /**
   * Where a program is: what system property {@code weir.<name>} names, else the first on the PATH,
   * else one that the build server has made and kept in {@code weir/<folder>} of the user's cache.
   *
   * @param name the program's file name
   * @param folder where it is kept if it had to be built, e.g. {@code "consul-1.12.9"}
   */
  public static Optional<Path> find(String name, String folder) {
    String named = System.getProperty("weir." + name);
    Stream<Path> candidates =
        named == null
            ? Stream.concat(onPath(name), Stream.of(cache().resolve(folder).resolve(name)))
            : Stream.of(Path.of(named));
    return candidates.filter(Files::isExecutable).findFirst();
  }

  /** Where a program is that a Debian package installs; empty if it is not installed. */
  public static Optional<Path> find(String name) {
    // Daemons are where an ordinary user's PATH does not lead.
    return Stream.concat(onPath(name), Stream.of(Path.of("/usr/sbin", name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> onPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name));
  }

  private static Path cache() {
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path cache = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return cache.resolve("weir");
  }
}
