package io.weir.app.cli;

import java.nio.file.Path;

/** How a jar is shown to whoever knows where weir is installed. */
final class InstalledJar {
  private InstalledJar() {}

  /**
   * Its path, as seen from there if it lies within.
   *
   * @param folder where weir is installed
   */
  static String shown(String jar, Path folder) {
    Path path = Path.of(jar);
    return path.startsWith(folder) ? folder.relativize(path).toString() : jar;
  }
}
