package io.weir.core.plugin;

import io.weir.api.MetricsScope;
import io.weir.api.PluginContext;
import io.weir.api.web.ClientTls;
import io.weir.core.certificate.ClientTlsContexts;
import io.weir.core.stats.PluginMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;

/** What is lent to one product, and taken back when it was closed. */
final class ProductContext implements PluginContext, AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final String owner;
  private final ClassLoader loader;
  private final PluginGuard plugin;
  private final PluginEnvironment environment;
  private final ProductExecutor executor;
  private final PluginMetrics.Scope metrics;

  /**
   * Lends nothing yet.
   *
   * @param loader the context class loader of what it runs
   */
  ProductContext(
      String owner, ClassLoader loader, PluginGuard plugin, PluginEnvironment environment) {
    this.owner = owner;
    this.loader = loader;
    this.plugin = plugin;
    this.environment = environment;
    this.executor = new ProductExecutor(plugin, loader, owner);
    this.metrics = environment.metrics().open(plugin.info().id(), owner);
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public Logger logger() {
    return plugin.pluginLog();
  }

  @Override
  public Path dataDirectory() {
    // The id has the form of a descriptor's, so it cannot lead out of the folder.
    Path directory = environment.stateDirectory().resolve("plugins").resolve(plugin.info().id());
    try {
      return privateDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": cannot be created", e);
    }
  }

  private static Path privateDirectory(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Files.createDirectories(directory);
    }
    FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Files.createDirectories(directory, mode);
    if (!Files.getPosixFilePermissions(directory).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(directory, OWNER_ONLY);
    }
    return directory;
  }

  @Override
  public InstantSource clock() {
    return environment.clock();
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public SSLContext clientTls(ClientTls tls) {
    return ClientTlsContexts.read(tls);
  }

  @Override
  public MetricsScope metrics() {
    return new MetricsScope() {
      @Override
      public Counter counter(String name, String help) {
        return metrics.counter(name, help);
      }

      @Override
      public void gauge(String name, String help, DoubleSupplier value) {
        metrics.gauge(name, help, () -> read(value));
      }
    };
  }

  /** Read by whoever collects metrics, whom a plugin's fault must not reach. */
  private double read(DoubleSupplier value) {
    try (ContextLoader _ = ContextLoader.switchTo(loader)) {
      return value.getAsDouble();
    } catch (Throwable e) {
      plugin.pluginLog().debug("gauge cannot be read: {}", Reason.of(e));
      return Double.NaN;
    }
  }

  /** Interrupts its tasks and forgets its metrics. */
  @Override
  public void close() {
    executor.close();
    metrics.close();
  }
}
