package io.weir.bench.load;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The generators and the backend, compiled for this machine.
 *
 * @param folder where they are
 */
public record Programs(Path folder) {
  /**
   * Compiles every {@code .c} file of {@code sources} into {@code folder}.
   *
   * @throws BenchException if there is no gcc, or it fails
   */
  public static Programs compile(Path sources, Path folder) throws InterruptedException {
    try (Stream<Path> files = Files.list(sources)) {
      Files.createDirectories(folder);
      for (Path source : files.filter(file -> file.toString().endsWith(".c")).toList()) {
        String name = source.getFileName().toString().replaceFirst("\\.c$", "");
        compileOne(source, folder.resolve(name));
      }
      return new Programs(folder);
    } catch (IOException e) {
      throw new BenchException(
          "The load generators cannot be compiled: " + e.getMessage() + " (gcc is needed).", e);
    }
  }

  private static void compileOne(Path source, Path program)
      throws IOException, InterruptedException {
    Process gcc =
        new ProcessBuilder(
                "gcc", "-O2", "-Wall", "-Wextra", "-o", program.toString(), source.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new BenchException("gcc could not compile " + source + ":\n" + said);
    }
  }

  /** The command line of one of them. */
  public List<String> command(String name, Object... arguments) {
    return Stream.concat(
            Stream.of(folder.resolve(name).toString()), Stream.of(arguments).map(Object::toString))
        .toList();
  }
}
