package io.weir.core;

import io.weir.core.lifecycle.Service;
import io.weir.core.plugin.ExtensionRegistries;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds at what plugins do to the process beside what they are called for. */
final class PluginWatch implements Service {
  private static final Logger logger = LoggerFactory.getLogger(PluginWatch.class);

  static final Duration PERIOD = Duration.ofSeconds(5);

  private final ExtensionRegistries plugins;
  private final Duration period;
  private @Nullable Thread thread;

  /** Looks at nothing yet. */
  PluginWatch(ExtensionRegistries plugins, Duration period) {
    this.plugins = plugins;
    this.period = period;
  }

  @Override
  public String name() {
    return "plugin watch";
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("plugin-watch").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(period);
        look();
      }
    } catch (InterruptedException e) {
      // It was stopped.
    }
  }

  private void look() {
    try {
      plugins.lookAtThreads();
    } catch (RuntimeException | Error e) {
      logger.error("plugins: please report this", e);
    }
  }

  @Override
  public void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
