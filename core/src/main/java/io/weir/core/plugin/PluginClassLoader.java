package io.weir.core.plugin;

import io.weir.api.WeirPlugin;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads one plugin and its libraries. Its parent is the platform loader and only the API and the
 * logger come from the host, so plugins see neither weir's classes nor its libraries nor those of
 * each other, and {@link java.util.ServiceLoader} finds no provider of the host's in them.
 *
 * <p>While it runs its jars can be exchanged for others that hold the same: a plugin that is in use
 * is read from copies, so that an operator may write over the jars it came from.
 */
final class PluginClassLoader extends SecureClassLoader implements Closeable {
  static {
    registerAsParallelCapable();
  }

  private static final List<String> HOST_CLASSES =
      List.of("io.weir.api.", "org.slf4j.", "org.jspecify.annotations.");
  private static final List<String> HOST_RESOURCES =
      List.of("io/weir/api/", "org/slf4j/", "org/jspecify/annotations/");

  private final ClassLoader host = WeirPlugin.class.getClassLoader();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Guarded by the lock. */
  private JarFiles jars;

  private PluginClassLoader(String name, JarFiles jars) {
    super(name, ClassLoader.getPlatformClassLoader());
    this.jars = jars;
  }

  /** The loader of a plugin; it holds its jars open until it is closed. */
  static PluginClassLoader open(String pluginId, List<Path> jars) throws IOException {
    return new PluginClassLoader("plugin-" + pluginId, JarFiles.open(jars));
  }

  /**
   * Goes on with other jars, which hold the same.
   *
   * @return those from before, to be closed
   */
  JarFiles moveTo(List<Path> copies) throws IOException {
    JarFiles next = JarFiles.open(copies);
    JarFiles before;
    lock.writeLock().lock();
    try {
      before = jars;
      jars = next;
    } finally {
      lock.writeLock().unlock();
    }
    return before;
  }

  /** Whether a class of that name is always the host's, never the plugin's. */
  static boolean isOfHost(String name) {
    return isFrom(HOST_CLASSES, name);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isOfHost(name) ? host.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    JarFiles.Content content = read(name.replace('.', '/') + ".class", name);
    if (content == null) {
      throw new ClassNotFoundException(name);
    }
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      definePackage(name.substring(0, dot), content.manifest());
    }
    return defineClass(name, content.bytes(), source(content.jar(), name));
  }

  private static CodeSource source(Path jar, String name) throws ClassNotFoundException {
    try {
      return new CodeSource(jar.toUri().toURL(), (CodeSigner[]) null);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private JarFiles.@Nullable Content read(String entry, String name) throws ClassNotFoundException {
    try {
      return read(entry);
    } catch (IOException | IllegalStateException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private JarFiles.@Nullable Content read(String entry) throws IOException {
    lock.readLock().lock();
    try {
      return jars.read(entry);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Libraries ask their package which version they are. */
  private void definePackage(String name, @Nullable Manifest manifest) {
    if (getDefinedPackage(name) != null) {
      return;
    }
    Attributes about = manifest == null ? new Attributes() : manifest.getMainAttributes();
    try {
      definePackage(
          name,
          about.getValue(Attributes.Name.SPECIFICATION_TITLE),
          about.getValue(Attributes.Name.SPECIFICATION_VERSION),
          about.getValue(Attributes.Name.SPECIFICATION_VENDOR),
          about.getValue(Attributes.Name.IMPLEMENTATION_TITLE),
          about.getValue(Attributes.Name.IMPLEMENTATION_VERSION),
          about.getValue(Attributes.Name.IMPLEMENTATION_VENDOR),
          null);
    } catch (IllegalArgumentException _) {
      // Another thread was faster.
    }
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

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (isFrom(HOST_RESOURCES, name)) {
      return host.getResourceAsStream(name);
    }
    InputStream platform = getParent().getResourceAsStream(name);
    if (platform != null) {
      return platform;
    }
    try {
      JarFiles.Content content = read(name);
      return content == null ? null : new ByteArrayInputStream(content.bytes().array());
    } catch (IOException | IllegalStateException _) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    List<URL> found = urls(name);
    return found.isEmpty() ? null : found.getFirst();
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    return Collections.enumeration(urls(name));
  }

  private List<URL> urls(String name) {
    lock.readLock().lock();
    try {
      return jars.urls(name);
    } catch (IllegalStateException _) {
      // It was closed.
      return List.of();
    } finally {
      lock.readLock().unlock();
    }
  }

  private static boolean isFrom(List<String> prefixes, String name) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      jars.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
