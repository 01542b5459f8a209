package io.weir.core.plugin;

import io.weir.core.certificate.FileStamp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The jars of one plugin.
 *
 * @param place the plugin's folder, or its jar if it has no libraries
 * @param jars its jars, by name
 */
record PluginJars(Path place, List<Path> jars) {

  /**
   * What a plugins folder holds, by name: {@code NAME.jar} is a plugin without libraries, {@code
   * NAME/*.jar} one with them.
   *
   * @param problems takes what is wrong, a line each
   */
  static List<PluginJars> in(Path folder, Consumer<String> problems) {
    if (!Files.isDirectory(folder)) {
      problems.accept(folder + ": no such folder (expected: the plugins folder)");
      return List.of();
    }
    List<PluginJars> found = new ArrayList<>();
    entries(folder, problems).forEach(entry -> add(entry, found, problems));
    return found;
  }

  /**
   * The plugin that is its jar, or the folder with its jar and its libraries.
   *
   * @param problems takes why it is none, in a line
   */
  static List<PluginJars> at(Path place, Consumer<String> problems) {
    if (!isJar(place) && !Files.isDirectory(place)) {
      problems.accept(
          "%s: %s (expected: a plugin's jar, or a folder with it and its libraries)"
              .formatted(place, Files.exists(place) ? "not a jar" : "not there"));
      return List.of();
    }
    List<PluginJars> found = new ArrayList<>();
    add(place, found, problems);
    return found;
  }

  /** What tells the jars from others in their places. */
  List<FileStamp> stamps() {
    return jars.stream().map(FileStamp::of).toList();
  }

  private static void add(Path entry, List<PluginJars> found, Consumer<String> problems) {
    if (isJar(entry)) {
      found.add(new PluginJars(entry, List.of(entry)));
    } else if (Files.isDirectory(entry)) {
      List<Path> all = entries(entry, problems);
      all.forEach(file -> reportUnusable(file, problems));
      List<Path> jars = all.stream().filter(PluginJars::isJar).toList();
      if (jars.isEmpty()) {
        problems.accept(
            entry + ": no jar" + jarsBelow(all) + " (expected: a plugin's jar and its libraries)");
      } else {
        found.add(new PluginJars(entry, jars));
      }
    } else {
      reportUnusable(entry, problems);
    }
  }

  /** Where a folder was copied into itself. */
  private static String jarsBelow(List<Path> entries) {
    return entries.stream()
        .filter(Files::isDirectory)
        .filter(inner -> entries(inner, _ -> {}).stream().anyMatch(PluginJars::isJar))
        .findFirst()
        .map(inner -> ", but %s/ in it has some: move them up".formatted(inner.getFileName()))
        .orElse("");
  }

  /** What somebody meant to be a plugin is not passed over in silence. */
  private static void reportUnusable(Path entry, Consumer<String> problems) {
    if (!Files.exists(entry)) {
      problems.accept(entry + ": a link to what is not there (expected: a jar or a folder)");
    } else if (hasJarName(entry) && !Files.isRegularFile(entry)) {
      problems.accept(entry + ": no file (expected: a jar)");
    }
  }

  private static boolean hasJarName(Path path) {
    return path.toString().endsWith(".jar");
  }

  private static boolean isJar(Path path) {
    return Files.isRegularFile(path) && hasJarName(path);
  }

  private static List<Path> entries(Path folder, Consumer<String> problems) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, PluginJars::isVisible)) {
      stream.forEach(entries::add);
    } catch (IOException e) {
      problems.accept(folder + ": cannot be read (" + Reason.of(e) + ")");
    }
    entries.sort(null);
    return entries;
  }

  private static boolean isVisible(Path path) {
    return !path.getFileName().toString().startsWith(".");
  }
}
