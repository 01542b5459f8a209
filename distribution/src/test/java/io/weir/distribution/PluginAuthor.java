package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.process.WeirHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Somebody who builds a plugin and has of weir the tarball alone: a home whose local Maven
 * repository holds whatever libraries this build has fetched, and nothing of ours.
 *
 * @param home the home's folder
 * @param java the Java that Maven runs on
 */
record PluginAuthor(Path home, String java) implements AutoCloseable {
  private static final long MINUTES = 10;

  /** Moves into a folder that is empty. */
  static PluginAuthor in(Path home) throws IOException {
    Path repository = Files.createDirectories(home.resolve(".m2/repository"));
    Path fetched = Path.of(System.getProperty("weir.maven.repository"));
    linkAllBut("io", fetched, repository);
    linkAllBut("weir", fetched.resolve("io"), Files.createDirectory(repository.resolve("io")));
    Path settings = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    if (Files.exists(settings)) {
      Files.createSymbolicLink(home.resolve(".m2/settings.xml"), settings);
    }
    return new PluginAuthor(home, System.getProperty("java.home"));
  }

  private static void linkAllBut(String name, Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (!entry.getFileName().toString().equals(name)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
      }
    }
  }

  /** Lets Maven run on the Java that this build's does, which may be too old for plugins. */
  PluginAuthor withJavaOfTheBuild() {
    return new PluginAuthor(home, System.getProperty("weir.maven.java"));
  }

  /** Puts what the tarball has for plugin authors where its page says. */
  PluginAuthor withSdk(WeirHome weir) throws Exception {
    run(weir.path(), "cp -r sdk/repository/. ~/.m2/repository/");
    return this;
  }

  /** Runs lines of a shell to their end, which has to be a good one. */
  void run(Path folder, String script) throws Exception {
    Path output = Files.createTempFile(home, "output", ".txt");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euc", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> variables = shell.environment();
    variables.put("HOME", home.toString());
    variables.remove("MAVEN_ARGS");
    variables.merge(
        "MAVEN_OPTS",
        "-Duser.home=%s -Dmaven.repo.local=%s".formatted(home, home.resolve(".m2/repository")),
        (given, ours) -> given + " " + ours);
    variables.put("JAVA_HOME", java);
    // Where Maven finds a JDK beside its own, also one that lies in the real home.
    variables.put("JAVA25_HOME", System.getProperty("java.home"));
    variables.merge(
        "PATH",
        System.getProperty("weir.maven.home") + "/bin",
        (path, maven) -> maven + File.pathSeparator + path);
    Process process = shell.start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
          .as("ends in time: %s", script)
          .isTrue();
      assertThat(process.exitValue()).as("%s", Files.readString(output)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Takes the links away, which whoever deletes the folder would have to be careful with. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isSymbolicLink)::iterator) {
        Files.delete(file);
      }
    }
  }
}
