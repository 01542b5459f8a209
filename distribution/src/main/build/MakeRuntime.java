import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Makes the Java runtime that is shipped, unless it was made from the same JDK with the same
 * options before.
 *
 * <p>The build runs this file with the {@code java} of the JDK 25: {@code MakeRuntime FOLDER
 * JLINK-OPTION...}
 */
final class MakeRuntime {
  private MakeRuntime() {}

  public static void main(String[] args) throws IOException {
    Path runtime = Path.of(args[0]);
    Path stamp = Path.of(args[0] + ".stamp");
    List<String> options = Arrays.asList(args).subList(1, args.length);
    String wanted =
        Runtime.version()
            + " of "
            + System.getProperty("java.home")
            + "\n"
            + String.join("\n", options)
            + "\n";
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      System.out.println("The runtime is up to date: " + runtime);
      return;
    }
    Files.deleteIfExists(stamp);
    delete(runtime);
    Files.createDirectories(runtime.toAbsolutePath().getParent());
    String[] jlink = new String[options.size() + 2];
    options.toArray(jlink);
    jlink[options.size()] = "--output";
    jlink[options.size() + 1] = runtime.toString();
    int exit = ToolProvider.findFirst("jlink").orElseThrow().run(System.out, System.err, jlink);
    if (exit != 0) {
      System.exit(exit);
    }
    Files.writeString(stamp, wanted);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(MakeRuntime::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
