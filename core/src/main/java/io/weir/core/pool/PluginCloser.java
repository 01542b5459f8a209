package io.weir.core.pool;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what a plugin made, and goes on without it if that fails or takes too long. */
final class PluginCloser {
  private static final Logger log = LoggerFactory.getLogger(PluginCloser.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private PluginCloser() {}

  /**
   * Closes it, on a thread of its own; returns when that is done or was given up.
   *
   * @param server whose it is
   * @param what what it is, for the log
   */
  static void close(String server, String what, AutoCloseable product) {
    FutureTask<Void> closing =
        new FutureTask<>(() -> {
          product.close();
          return null;
        });
    Thread thread = Thread.ofVirtual().name("close-" + what + "-" + server).start(closing);
    try {
      closing.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      warn(server, what, Reason.of(e));
    } catch (TimeoutException _) {
      thread.interrupt();
      warn(server, what, "not done within " + PATIENCE);
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private static void warn(String server, String what, String reason) {
    log.atWarn()
        .addKeyValue("server", server)
        .addKeyValue("reason", reason)
        .log("{} did not close", what);
  }
}
