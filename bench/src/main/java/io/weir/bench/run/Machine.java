package io.weir.bench.run;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where it was measured.
 *
 * @param memory in bytes
 * @param settings the kernel settings that matter, as {@code name = value}
 */
public record Machine(
    String processor, int processors, long memory, String kernel, List<String> settings) {
  private static final List<String> SETTINGS =
      List.of(
          "net/ipv4/tcp_congestion_control",
          "net/ipv4/ip_local_port_range",
          "net/ipv4/tcp_max_tw_buckets",
          "net/core/somaxconn",
          "net/core/rmem_max",
          "fs/pipe-user-pages-soft");

  /** This one. */
  public static Machine here() {
    return new Machine(
        value("/proc/cpuinfo", "model name"),
        (int)
            read(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("processor"))
                .count(),
        Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) * 1024,
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        SETTINGS.stream()
            .filter(setting -> Files.exists(Path.of("/proc/sys", setting)))
            .map(setting ->
                setting.replace('/', '.')
                    + " = "
                    + setting(Path.of("/proc/sys", setting)).strip().replaceAll("\\s+", " "))
            .toList());
  }

  private static String value(String file, String key) {
    return read(Path.of(file))
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  /**
   * In one go: the kernel answers a first read of a setting only, and a file of unknown size is
   * else begun with one byte.
   */
  private static String setting(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] text = new byte[4096];
      return new String(text, 0, Math.max(0, input.read(text)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BenchException(file + " cannot be read.", e);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BenchException(file + " cannot be read.", e);
    }
  }
}
