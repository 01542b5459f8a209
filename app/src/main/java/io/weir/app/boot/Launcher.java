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
    try (Opened opened = new Opened()) {
      Running running = begun(opened, request, pidFile);
      serve(running.weir(), request, signals, running.reloader());
      running.services().stop();
      LOG.info("weir has stopped");
    }
    return 0;
  }

  /**
   * What runs.
   *
   * @param weir the engine
   * @param reloader has it go on by another configuration
   * @param services what administers it
   */
  private record Running(Weir weir, Reloader reloader, Lifecycle services) {}

  /**
   * Starts everything. The plan is gone when it returns: it would keep the plugins that weir has
   * begun with, also after they were exchanged.
   *
   * @param opened takes what is to be closed at the end
   */
  private Running begun(Opened opened, ConfigRequest request, @Nullable Path pidFile)
      throws InterruptedException {
    EnginePlan plan = engine.prepare(request, times);
    Logging logging = placed(plan, () -> Logging.open(plan.config().logging()));
    opened.keep(logging::close);
    AccessLog accessLog = placed(plan, () -> AccessLog.open(plan.config().accessLog()));
    opened.keep(accessLog::close);
    if (pidFile != null) {
      opened.keep(PidFile.acquire(pidFile)::close);
    }
    plan.warnings().forEach(LOG::warn);
    times.ended("logging");
    Weir weir = started(plan, () -> engine.start(plan, accessLog));
    Reloader reloader =
        new Reloader(
            engine, weir, request, accessLog, pidFile == null ? null : ReloadResult.file(pidFile));
    opened.keep(reloader::close);
    Map<String, LongSupplier> lostLines =
        Map.of("logging", logging::lost, "access_log", accessLog::lost);
    Administration administration = new Administration(weir, request, reloader, lostLines);
    return new Running(weir, reloader, started(plan, () -> start(weir, administration)));
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
