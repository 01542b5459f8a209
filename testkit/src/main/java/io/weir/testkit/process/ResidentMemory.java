package io.weir.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process has, as Linux says. */
public final class ResidentMemory {
  /** What a Java process takes more or less of its own accord, in KiB. */
  public static final long LEEWAY_KIB = 48 * 1024;

  private ResidentMemory() {}

  /**
   * What a process holds now, in KiB.
   *
   * @throws IOException if there is no such process
   */
  public static long kib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}
