package io.weir.app.boot;

import io.weir.app.OperatorException;
import io.weir.app.accesslog.AccessLog;
import io.weir.app.logging.Logging;
import io.weir.app.source.ConfigWatcher;
import io.weir.app.source.WatchedPlace;
import io.weir.core.EnginePlan;
import io.weir.core.Weir;
import io.weir.core.config.LogOutput;
import io.weir.core.lifecycle.Lifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A weir process, from its configuration to its end. */
public final class Launcher {
  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  private final Engine engine;
  private final StartupTimes times;

  /** Prepares it; nothing is read yet. */
  public Launcher(Engine engine, StartupTimes times) {
    this.engine = engine;
    this.times = times;
  }

  /**
   * Starts weir, and returns when it has stopped because a signal asked for it.
   *
   * @param pidFile where the process id is written; null if nowhere
   * @return the exit code
   * @throws OperatorException if it cannot start
   */
  public int run(ConfigRequest request, @Nullable Path pidFile) throws InterruptedException {
    times.ended("commandline");
    Signals signals = Signals.toStopAndReload();
    EnginePlan plan = engine.prepare(request, times);
    try (Logging logging = placed(plan, () -> Logging.open(plan.config().logging()));
        AccessLog accessLog = placed(plan, () -> AccessLog.open(plan.config().accessLog()));
        PidFile file = pidFile == null ? null : PidFile.acquire(pidFile)) {
      plan.warnings().forEach(LOG::warn);
      times.ended("logging");
      Weir weir = started(plan, () -> engine.start(plan, accessLog));
      try (Reloader reloader =
          new Reloader(
              engine,
              weir,
              request,
              accessLog,
              pidFile == null ? null : ReloadResult.file(pidFile))) {
        Map<String, LongSupplier> lostLines =
            Map.of("logging", logging::lost, "access_log", accessLog::lost);
        Administration administration = new Administration(weir, request, reloader, lostLines);
        Lifecycle services = started(plan, () -> start(weir, administration));
        serve(weir, request, signals, reloader);
        services.stop();
      }
      LOG.info("weir has stopped");
    }
    return 0;
  }

  private void serve(Weir weir, ConfigRequest request, Signals signals, Reloader reloader)
      throws InterruptedException {
    LOG.info("weir is ready");
    times.log();
    try (ConfigWatcher watcher = watcher(request, signals)) {
      while (signals.next() == Signals.Request.RELOAD) {
        reloader.reloadAndLog();
      }
    }
    Duration limit = weir.config().shutdownTimeout();
    LOG.info("weir stops; a second signal ends it at once");
    weir.stop(limit);
  }

  private static Lifecycle start(Weir weir, Administration administration) {
    try {
      Lifecycle services = new Lifecycle(administration.services());
      services.start();
      return services;
    } catch (Exception e) {
      weir.stop(Duration.ZERO);
      throw e instanceof OperatorException problem
          ? problem
          : new IllegalStateException("what administers weir does not start", e);
    }
  }

  /** Changes go the way of SIGHUP, so that there is one reload at a time. */
  private static @Nullable ConfigWatcher watcher(ConfigRequest request, Signals signals) {
    WatchedPlace watched = request.watched();
    return watched == null ? null : ConfigWatcher.start(watched, signals::askToReload);
  }

  /** What cannot be put into effect is told with its place in the file. */
  private static <T> T placed(EnginePlan plan, Supplier<T> start) {
    try {
      return start.get();
    } catch (OperatorException e) {
      throw e.placed(plan::line);
    }
  }

  /**
   * A start that fails shows on standard error; whoever reads a log file has to find it there too.
   */
  private static <T> T started(EnginePlan plan, Supplier<T> start) {
    try {
      return placed(plan, start);
    } catch (OperatorException e) {
      if (LogOutput.isFile(plan.config().logging().output())) {
        e.lines().forEach(LOG::error);
      }
      throw e;
    }
  }
}
