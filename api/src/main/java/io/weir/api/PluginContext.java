package io.weir.api;

import io.weir.api.web.ClientTls;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;

/**
 * What weir lends to one product of a plugin. It stays valid until the product was closed. Safe for
 * use by several threads.
 */
public interface PluginContext {

  /** Whom the product serves: a server's name, or {@code "acme"} for the certificate kinds. */
  String owner();

  /**
   * The log {@code plugin.<id>}; levels are those of weir's log. Never log a {@link
   * io.weir.api.config.Secret}'s value.
   */
  Logger logger();

  /**
   * A folder of the plugin's own that outlives the process, shared by all its products. It is
   * created (mode 0700) by this call.
   *
   * @throws java.io.UncheckedIOException if it cannot be created
   */
  Path dataDirectory();

  /** The time; tests move it. */
  InstantSource clock();

  /**
   * Runs each task on a thread of its own, 100 at most at the same time. Beyond that, and once the
   * product was closed, it throws {@link java.util.concurrent.RejectedExecutionException}. Tasks
   * still running at close are interrupted. What a task throws is logged.
   */
  Executor executor();

  /**
   * What a TLS client of the product's needs: the files are read by this call, which may block.
   *
   * @throws io.weir.api.config.InvalidConfigException if one of them cannot be used; it names the
   *     key and what was expected
   */
  SSLContext clientTls(ClientTls tls);

  /** Counters and gauges that appear among weir's own as {@code weir_plugin_<id>_<name>}. */
  MetricsScope metrics();
}
