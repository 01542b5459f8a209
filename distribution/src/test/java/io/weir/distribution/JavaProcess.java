package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Another Java process, as the tools of the JDK see it. */
record JavaProcess(long pid) {
  private static final long SECONDS = 60;
  private static final Pattern LOADER = Pattern.compile("\"([^\"]+)\"");

  /** How much its classes take, after those that nobody needs have been let go. */
  long metaspaceKilobytes() throws Exception {
    collect();
    List<String> table = run("jstat", "-gc", String.valueOf(pid));
    int column = words(table.get(0)).indexOf("MU");
    return (long) Double.parseDouble(words(table.get(1)).get(column));
  }

  /** How many class loaders of that name there are, after those that nobody needs are gone. */
  long loadersNamed(String name) throws Exception {
    return loadersNamedLike(name).getOrDefault(name, 0L);
  }

  /** The same for all names that begin so. */
  Map<String, Long> loadersNamedLike(String beginning) throws Exception {
    collect();
    return run("jcmd", String.valueOf(pid), "VM.classloaders", "fold=false").stream()
        .map(LOADER::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .filter(name -> name.startsWith(beginning))
        .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
  }

  private void collect() throws Exception {
    run("jcmd", String.valueOf(pid), "GC.run");
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.strip().split("\\s+"));
  }

  private static List<String> run(String tool, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output.lines().toList();
    } catch (IOException e) {
      throw new IOException(tool + ": " + e.getMessage(), e);
    } finally {
      process.destroyForcibly();
    }
  }
}
