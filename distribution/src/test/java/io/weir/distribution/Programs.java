package io.weir.distribution;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that others wrote, which tests run beside weir where they are installed. */
final class Programs {
  private Programs() {}

  /**
   * Skips the test where a program is not installed.
   *
   * @param debianPackage what installs it
   */
  static void assumeInstalled(String program, String debianPackage) {
    String path = System.getenv().getOrDefault("PATH", "");
    assumeTrue(
        Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        program + " is not installed (Debian package " + debianPackage + ")");
  }
}
