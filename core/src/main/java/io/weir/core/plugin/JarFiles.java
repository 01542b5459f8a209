package io.weir.core.plugin;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Some jars that are open, in the order of a class path. They are read until they are closed. */
final class JarFiles implements Closeable {

  /**
   * An entry of one of them.
   *
   * @param jar where the jar lies
   * @param manifest the jar's; null if it has none
   * @param bytes what the entry holds
   */
  record Content(Path jar, @Nullable Manifest manifest, ByteBuffer bytes) {}

  private record Opened(Path path, JarFile file) {}

  private final List<Opened> jars;

  private JarFiles(List<Opened> jars) {
    this.jars = List.copyOf(jars);
  }

  /** Opens them all, or none. */
  static JarFiles open(List<Path> paths) throws IOException {
    List<Opened> opened = new ArrayList<>();
    try {
      for (Path path : paths) {
        opened.add(
            new Opened(
                path,
                new JarFile(path.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())));
      }
    } catch (IOException | RuntimeException e) {
      new JarFiles(opened).close();
      throw e;
    }
    return new JarFiles(opened);
  }

  /** The first entry of that name; null if none of them has it. */
  @Nullable Content read(String name) throws IOException {
    for (Opened jar : jars) {
      JarEntry entry = jar.file.getJarEntry(name);
      if (entry != null) {
        try (InputStream in = jar.file.getInputStream(entry)) {
          return new Content(jar.path, jar.file.getManifest(), ByteBuffer.wrap(in.readAllBytes()));
        }
      }
    }
    return null;
  }

  /** Where each entry of that name lies. */
  List<URL> urls(String name) {
    return jars.stream()
        .filter(jar -> jar.file.getJarEntry(name) != null)
        .map(jar -> url(jar.path, name))
        .toList();
  }

  private static URL url(Path jar, String name) {
    try {
      String encoded = new URI(null, null, "/" + name, null).getRawPath();
      return URI.create("jar:" + jar.toUri() + "!" + encoded).toURL();
    } catch (URISyntaxException | MalformedURLException e) {
      throw new UncheckedIOException(new IOException(jar + "!/" + name + ": no address", e));
    }
  }

  /**
   * Closes the jars, also those that the JVM's cache of jar connections keeps open once somebody
   * has opened an entry by its address: else they could be neither replaced nor deleted where open
   * files are locked.
   */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Opened jar : jars) {
      try {
        jar.file.close();
        closeCached(jar.path);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void closeCached(Path jar) throws IOException {
    if (url(jar, "").openConnection() instanceof JarURLConnection connection) {
      connection.setUseCaches(true);
      try {
        connection.getJarFile().close();
      } catch (ZipException | NoSuchFileException | FileNotFoundException _) {
        // It was written over or deleted, so that it cannot be opened to find out.
      }
    }
  }
}
