package io.weir.app.boot;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where this weir lies and keeps what outlives it.
 *
 * @param folder the unpacked tarball
 * @param state the folder for what outlives the process
 */
public record Installation(Path folder, Path state) {

  /**
   * Finds it.
   *
   * @param home the unpacked tarball, which the start script names; null if there is none, e.g. in
   *     an IDE: then the working directory counts as it
   * @param environment the environment
   */
  public static Installation locate(@Nullable String home, Map<String, String> environment) {
    return new Installation(Path.of(home == null ? "" : home).toAbsolutePath(), state(environment));
  }

  /** The folder of the plugins. */
  public Path plugins() {
    return folder.resolve("plugins");
  }

  /**
   * systemd's, root's or the user's own, in the order in which one of them is sure to be writable.
   */
  private static Path state(Map<String, String> environment) {
    String systemd = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!systemd.isEmpty()) {
      // systemd separates several by colons; the first is weir's.
      return Path.of(systemd.split(":", 2)[0]);
    }
    String user = System.getProperty("user.name");
    if ("root".equals(user)) {
      return Path.of("/var/lib/weir");
    }
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(xdg);
    return base.resolve("weir");
  }
}
