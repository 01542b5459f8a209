package io.weir.core.plugin;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * What a plugin's jar says about itself, read before any of its classes is loaded.
 *
 * @param jar the jar that holds it
 * @param id the plugin's id; of a form that is safe in file names, logger names and metric names
 * @param version its version
 * @param api the API versions it was built for
 */
record PluginDescriptor(Path jar, String id, String version, ApiRange api) {
  static final String ENTRY = "META-INF/weir-plugin.properties";

  private static final int MAX_CHARACTERS = 64 * 1024;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern VERSION = Pattern.compile("[\\w.+-]{1,64}");

  /** Who it is, for messages. */
  PluginInfo info() {
    return new PluginInfo(id, version, jar.toString());
  }

  /**
   * Finds and reads the descriptor of a plugin.
   *
   * @throws PluginException if there is not exactly one good one
   */
  static PluginDescriptor of(PluginJars plugin) {
    List<PluginDescriptor> found = new ArrayList<>();
    for (Path jar : plugin.jars()) {
      read(jar, found);
    }
    if (found.isEmpty()) {
      throw new PluginException(
          ("%s: no %s (expected: a plugin's jar, which says there its id, version and api; a library"
                  + " goes into its plugin's folder)")
              .formatted(plugin.place(), ENTRY));
    }
    if (found.size() > 1) {
      throw new PluginException(
          "%s and %s are both plugins (expected: each in a folder of its own)"
              .formatted(found.get(0).jar, found.get(1).jar));
    }
    return found.getFirst();
  }

  private static void read(Path jar, List<PluginDescriptor> found) {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(ENTRY);
      if (entry != null) {
        try (Reader reader =
            new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8)) {
          found.add(parse(jar, text(jar, reader)));
        }
      }
    } catch (IOException e) {
      throw new PluginException(jar + ": not a readable jar (" + Reason.of(e) + ")");
    }
  }

  private static String text(Path jar, Reader reader) throws IOException {
    char[] characters = new char[MAX_CHARACTERS];
    int length = 0;
    int read = 0;
    while (read >= 0 && length < MAX_CHARACTERS) {
      length += read;
      read = reader.read(characters, length, MAX_CHARACTERS - length);
    }
    if (length == MAX_CHARACTERS) {
      throw new PluginException(
          jar + "!/" + ENTRY + ": too long (expected: below " + MAX_CHARACTERS + " characters)");
    }
    return new String(characters, 0, length);
  }

  private static PluginDescriptor parse(Path jar, String text) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new PluginException(
          "%s!/%s: not a properties file (%s)".formatted(jar, ENTRY, e.getMessage()));
    }
    return new PluginDescriptor(
        jar,
        value(
            jar,
            properties,
            "id",
            matching(ID, "a lower-case letter, then lower-case letters, digits or -, at most 64")),
        value(
            jar,
            properties,
            "version",
            matching(VERSION, "a version such as 1.2.3: letters, digits and . + - _, at most 64")),
        value(jar, properties, "api", ApiRange::parse));
  }

  private static <R> R value(
      Path jar, Properties properties, String key, Function<String, R> reader) {
    String text = properties.getProperty(key);
    try {
      return reader.apply(text == null ? "" : text.strip());
    } catch (IllegalArgumentException e) {
      String found = text == null ? "missing" : '"' + Reason.of(text) + '"';
      throw new PluginException(
          "%s!/%s  %s: %s (expected: %s)".formatted(jar, ENTRY, key, found, e.getMessage()));
    }
  }

  private static Function<String, String> matching(Pattern form, String expected) {
    return text -> {
      if (!form.matcher(text).matches()) {
        throw new IllegalArgumentException(expected);
      }
      return text;
    };
  }
}
