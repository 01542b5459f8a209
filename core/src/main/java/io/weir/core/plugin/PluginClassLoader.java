package io.weir.core.plugin;

import io.weir.api.WeirPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads one plugin and its libraries. Its parent is the platform loader and only the API and the
 * logger come from the host, so plugins see neither weir's classes nor its libraries nor those of
 * each other, and {@link java.util.ServiceLoader} finds no provider of the host's in them.
 */
final class PluginClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final List<String> HOST_CLASSES =
      List.of("io.weir.api.", "org.slf4j.", "org.jspecify.annotations.");
  private static final List<String> HOST_RESOURCES =
      List.of("io/weir/api/", "org/slf4j/", "org/jspecify/annotations/");

  private final ClassLoader host;

  private PluginClassLoader(String name, URL[] jars, ClassLoader host) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  /** The loader of a plugin; it holds its jars open until it is closed. */
  static PluginClassLoader open(String pluginId, List<Path> jars) {
    URL[] urls = jars.stream().map(PluginClassLoader::toUrl).toArray(URL[]::new);
    return new PluginClassLoader("plugin-" + pluginId, urls, WeirPlugin.class.getClassLoader());
  }

  private static URL toUrl(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(jar + ": not a file that can be loaded from", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isFrom(HOST_CLASSES, name) ? host.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return isFrom(HOST_RESOURCES, name) ? host.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (isFrom(HOST_RESOURCES, name)) {
      URL resource = host.getResource(name);
      return resource == null
          ? Collections.emptyEnumeration()
          : Collections.enumeration(List.of(resource));
    }
    return super.getResources(name);
  }

  private static boolean isFrom(List<String> prefixes, String name) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  /**
   * Closes the jars, also those that the JVM's cache of jar connections keeps open once a plugin
   * has opened a resource by its URL: else they could be neither replaced nor deleted where open
   * files are locked.
   */
  @Override
  public void close() throws IOException {
    try {
      for (URL jar : getURLs()) {
        URL inside = URI.create("jar:" + jar + "!/").toURL();
        if (inside.openConnection() instanceof JarURLConnection connection) {
          connection.setUseCaches(true);
          connection.getJarFile().close();
        }
      }
    } finally {
      super.close();
    }
  }
}
