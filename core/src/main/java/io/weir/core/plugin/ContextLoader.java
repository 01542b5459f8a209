package io.weir.core.plugin;

/**
 * The current thread's context class loader while it runs a plugin's code; libraries find their
 * services and resources through it. Closing it brings back the one from before.
 */
final class ContextLoader implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  private ContextLoader(ClassLoader loader) {
    thread.setContextClassLoader(loader);
  }

  static ContextLoader switchTo(ClassLoader loader) {
    return new ContextLoader(loader);
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
