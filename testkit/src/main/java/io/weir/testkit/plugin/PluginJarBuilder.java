package io.weir.testkit.plugin;

import io.weir.api.WeirPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/**
 * Makes jars out of Java source text, as a third party would: compiled against the API alone unless
 * told otherwise. A plugin that does what a test needs, also the wrong thing, then stands in the
 * test itself.
 */
public final class PluginJarBuilder {
  private static final String DESCRIPTOR = "META-INF/weir-plugin.properties";
  private static final String SERVICE = "META-INF/services/io.weir.api.WeirPlugin";

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> resources = new LinkedHashMap<>();
  private final List<Path> classPath = new ArrayList<>();

  private PluginJarBuilder() {}

  /**
   * A plugin's jar with a descriptor for the API as it is.
   *
   * @param id its id
   */
  public static PluginJarBuilder plugin(String id) {
    return new PluginJarBuilder().descriptor("id=" + id + "\nversion=1.0\napi=[1.0,2.0)\n");
  }

  /** A jar without a descriptor: a library, or a plugin that lacks it. */
  public static PluginJarBuilder library() {
    return new PluginJarBuilder();
  }

  /** The descriptor as it is to stand in the jar. */
  public PluginJarBuilder descriptor(String properties) {
    return resource(DESCRIPTOR, properties);
  }

  /** Names a class as the plugin's entry; several calls name several. */
  public PluginJarBuilder provider(String className) {
    byte[] before = resources.getOrDefault(SERVICE, new byte[0]);
    return resource(SERVICE, new String(before, StandardCharsets.UTF_8) + className + "\n");
  }

  /**
   * Adds a class.
   *
   * @param className its full name
   * @param text a compilation unit
   */
  public PluginJarBuilder source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Adds a file. */
  public PluginJarBuilder resource(String path, String text) {
    resources.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Compiles against a jar or a folder of classes, too, without packing it. */
  public PluginJarBuilder compiledAgainst(Path jar) {
    classPath.add(jar);
    return this;
  }

  /** Compiles against what holds a class of the test's, too, without packing it. */
  public PluginJarBuilder compiledAgainst(Class<?> type) {
    return compiledAgainst(locationOf(type));
  }

  /**
   * Compiles and packs it.
   *
   * @param jar where; folders above it are created
   * @return that path
   * @throws IllegalArgumentException if the source text does not compile; the message says why
   */
  public Path write(Path jar) {
    List<Path> visible = new ArrayList<>();
    for (Class<?> type : List.of(WeirPlugin.class, Logger.class, NullMarked.class)) {
      visible.add(locationOf(type));
    }
    visible.addAll(classPath);
    Map<String, byte[]> entries = new LinkedHashMap<>(resources);
    entries.putAll(new SourceCompiler(visible).compile(sources));
    try {
      Files.createDirectories(jar.toAbsolutePath().getParent());
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          out.putNextEntry(new JarEntry(entry.getKey()));
          out.write(entry.getValue());
          out.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jar + ": cannot be written", e);
    }
    return jar;
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(type + ": not loaded from a file", e);
    }
  }
}
