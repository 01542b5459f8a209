package io.weir.core.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads what a HOCON file includes: files only, relative to the one that includes them, in any of
 * the formats. A file that is not there is an error, also without {@code required(...)}: a balancer
 * whose servers have silently gone is the worse surprise.
 */
final class IncludeReader
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final int MOST = 1000;

  private final HoconReader reader;
  private final ConfigSource including;
  private final List<Path> chain;
  private final AtomicInteger count;

  IncludeReader(HoconReader reader, ConfigSource source) {
    this(
        reader,
        source,
        source.file() == null ? List.of() : List.of(real(source.file())),
        new AtomicInteger());
  }

  private IncludeReader(
      HoconReader reader, ConfigSource including, List<Path> chain, AtomicInteger count) {
    this.reader = reader;
    this.including = including;
    this.chain = chain;
    this.count = count;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return read(what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return read(what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused(what.toString(), "a file");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused(what, "a file");
  }

  /** There is nothing that falls through to the library's own includer. */
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private ConfigObject read(String what) {
    Path base = including.file();
    if (base == null) {
      throw refused(what, "no include in a configuration that is not a file");
    }
    Path file = sibling(base, what);
    Path real = real(file);
    if (chain.contains(real)) {
      throw refused(what, "a file that does not include itself");
    }
    if (count.incrementAndGet() > MOST) {
      throw refused(what, "at most " + MOST + " includes");
    }
    ConfigSource source = source(what, file);
    if (source.format() == ConfigFormat.TOML) {
      return TomlReader.read(source).root();
    }
    List<Path> longer = Stream.concat(chain.stream(), Stream.of(real)).toList();
    return reader.parse(source, new IncludeReader(reader, source, longer, count)).root();
  }

  private Path sibling(Path base, String what) {
    try {
      return base.resolveSibling(what);
    } catch (InvalidPathException e) {
      throw refused(what, "a path");
    }
  }

  private ConfigSource source(String what, Path file) {
    try {
      return ConfigSource.file(file, null);
    } catch (ConfigException e) {
      throw refused(what, "a file that can be read; " + e.getMessage());
    }
  }

  private ConfigException refused(String what, String expected) {
    return new ConfigException(
        List.of(
            Problem.inFile(
                new Origin(including.name(), lineOf(what)),
                "include " + Shown.quoted(what) + " (expected: " + expected + ")")));
  }

  /** The library does not tell an includer which line it is about. */
  private int lineOf(String what) {
    List<String> lines = including.text().lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).contains("include") && lines.get(i).contains(what))
        .map(i -> i + 1)
        .findFirst()
        .orElse(0);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (java.io.IOException e) {
      // It is not there; the attempt to read it says so.
      return file.toAbsolutePath().normalize();
    }
  }
}
