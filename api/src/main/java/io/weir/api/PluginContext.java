package io.weir.api;

import io.weir.api.web.ClientTls;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;

/**
 * What weir lends to one product of a plugin: each call of {@link ExtensionFactory#create} gets one
 * of its own. It stays valid until the product was closed; nobody closes it but weir, which then
 * interrupts the tasks of {@link #executor} and takes the metrics away. Safe for use by several
 * threads, and none of its methods returns null.
 */
public interface PluginContext {

  /**
   * Whom the product serves.
   *
   * @return a server's name, or {@code "acme"} for the certificate kinds; {@code "verify"} in
   *     {@code weir plugins verify}
   */
  String owner();

  /**
   * The log {@code plugin.<id>}, one for all products of the plugin; levels are those of weir's
   * log. It never blocks for long. Never log a {@link io.weir.api.config.Secret}'s value.
   *
   * @return the log
   */
  Logger logger();

  /**
   * A folder of the plugin's own that outlives the process, shared by all its products and by no
   * other plugin. It is created (mode 0700) by this call, which may block.
   *
   * @return the folder, {@code plugins/<id>} in the state folder
   * @throws java.io.UncheckedIOException if it cannot be created
   */
  Path dataDirectory();

  /**
   * The time of day; tests move it. It may jump; measure what has passed by {@link
   * System#nanoTime}.
   *
   * @return the clock
   */
  InstantSource clock();

  /**
   * Runs each task on a platform thread of its own, at once, 100 at most at the same time for this
   * product. Beyond that, once the product was closed, and where the system gives no more threads,
   * it throws {@link java.util.concurrent.RejectedExecutionException} and does not wait. A task may
   * block and has no deadline. Tasks still running at close are interrupted, which means stop, and
   * not waited for. What a task throws is logged as a warning in {@link #logger}.
   *
   * @return the executor; the same at every call
   */
  Executor executor();

  /**
   * What a TLS client of the product's needs: the files are read by this call, which may block.
   * Call it again to read them again.
   *
   * @param tls whom to trust, and as whom to show oneself
   * @return a new context, for as long as it is wanted
   * @throws io.weir.api.config.InvalidConfigException if a file cannot be used; it names the key
   *     and what was expected. Passed on by {@link ExtensionFactory#create} it is shown with file
   *     and line
   */
  SSLContext clientTls(ClientTls tls);

  /**
   * Counters and gauges that appear among weir's own as {@code weir_plugin_<id>_<name>}.
   *
   * @return where this product registers its own
   */
  MetricsScope metrics();
}
