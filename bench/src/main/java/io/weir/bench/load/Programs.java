package io.weir.bench.load;

import io.weir.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The generators and the backend, compiled for this machine.
 *
 * @param folder where they are
 */
public record Programs(Path folder) {
  private static final String LIBRARIES = "// libraries:";
  private static final Path OPENSSL = Path.of("/usr/include/openssl/ssl.h");

  /**
   * Compiles every {@code .c} file of {@code sources} into {@code folder}, but for those whose
   * libraries are not there.
   *
   * @throws BenchException if there is no gcc, or it fails
   */
  public static Programs compile(Path sources, Path folder) throws InterruptedException {
    try (Stream<Path> files = Files.list(sources)) {
      Files.createDirectories(folder);
      for (Path source : files.filter(file -> file.toString().endsWith(".c")).toList()) {
        String name = source.getFileName().toString().replaceFirst("\\.c$", "");
        if (libraries(source).isEmpty() || Files.exists(OPENSSL)) {
          compileOne(source, folder.resolve(name));
        }
      }
      return new Programs(folder);
    } catch (IOException e) {
      throw new BenchException(
          "The load generators cannot be compiled: " + e.getMessage() + " (gcc is needed).", e);
    }
  }

  private static void compileOne(Path source, Path program)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Wextra", "-o"));
    command.add(program.toString());
    command.add(source.toString());
    command.addAll(libraries(source));
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new BenchException("gcc could not compile " + source + ":\n" + said);
    }
  }

  /** What the first line says that is to be linked. */
  private static List<String> libraries(Path source) throws IOException {
    try (Stream<String> lines = Files.lines(source)) {
      String first = lines.findFirst().orElse("");
      return first.startsWith(LIBRARIES)
          ? List.of(first.substring(LIBRARIES.length()).strip().split(" +", -1))
          : List.of();
    }
  }

  /** The command line of one of them. */
  public List<String> command(String name, Object... arguments) {
    return Stream.concat(
            Stream.of(folder.resolve(name).toString()), Stream.of(arguments).map(Object::toString))
        .toList();
  }
}
