package io.weir.app.boot;

import io.weir.app.OperatorException;
import io.weir.app.accesslog.AccessLog;
import io.weir.app.api.Reloading;
import io.weir.app.logging.Logging;
import io.weir.app.metrics.ReloadTally;
import io.weir.core.ReloadPlan;
import io.weir.core.StoppingException;
import io.weir.core.Weir;
import io.weir.core.config.ConfigDifference;
import io.weir.core.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a running weir go on by what its configuration says now. Whatever is wrong with it, weir goes
 * on as it was.
 */
final class Reloader implements Reloading, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final Engine engine;
  private final Weir weir;
  private final ConfigRequest request;
  private final AccessLog accessLog;
  private final @Nullable Path result;
  private final ReloadTally tally = new ReloadTally(InstantSource.system());

  /**
   * Prepares it; nothing is read yet.
   *
   * @param result where to leave what came of a reload; null if nowhere
   */
  Reloader(
      Engine engine, Weir weir, ConfigRequest request, AccessLog accessLog, @Nullable Path result) {
    this.engine = engine;
    this.weir = weir;
    this.request = request;
    this.accessLog = accessLog;
    this.result = result;
  }

  /** What came of the reloads so far. */
  ReloadTally tally() {
    return tally;
  }

  /** The same where nobody waits for an answer: the log tells what came of it. */
  void reloadAndLog() throws InterruptedException {
    try {
      ConfigDifference _ = reload();
    } catch (OperatorException | StoppingException e) {
      LOG.debug("reload: told of already", e);
    } catch (RuntimeException e) {
      LOG.error("reload: failed, please report this", e);
    }
  }

  /** Reads, checks, plans, says the plan and applies it. */
  @Override
  public synchronized ConfigDifference reload() throws InterruptedException {
    Instant begun = Instant.now();
    LOG.info("reload: reading {}", request.place().location().text());
    try {
      ConfigDifference difference = applied();
      LOG.info("reload: done");
      ended(ReloadTally.Result.APPLIED, new ReloadResult(begun, true, difference.lines()));
      return difference;
    } catch (OperatorException e) {
      e.lines().forEach(line -> LOG.error("reload: {}", line));
      LOG.error("reload: nothing was changed");
      ended(ReloadTally.Result.REFUSED, new ReloadResult(begun, false, e.lines()));
      throw e;
    } catch (StoppingException e) {
      ended(
          ReloadTally.Result.REFUSED,
          new ReloadResult(begun, false, List.of(String.valueOf(e.getMessage()))));
      throw e;
    } catch (RuntimeException e) {
      ended(
          ReloadTally.Result.FAILED,
          new ReloadResult(begun, false, List.of("a fault in weir, see its log: " + e)));
      throw e;
    }
  }

  private void ended(ReloadTally.Result how, ReloadResult outcome) {
    tally.ended(how);
    if (result != null) {
      leave(outcome, result);
    }
  }

  private ConfigDifference applied() throws InterruptedException {
    try (ReloadPlan plan = engine.planReload(weir, request)) {
      plan.warnings().forEach(LOG::warn);
      if (plan.difference().isNone()) {
        LOG.info("reload: nothing differs");
      }
      plan.difference().lines().forEach(line -> LOG.info("reload: {}", line));
      return applied(plan);
    }
  }

  private ConfigDifference applied(ReloadPlan plan) {
    WeirConfig before = weir.config();
    // First, because of all that may fail it is what can be undone.
    try {
      changeLogs(before, plan.config());
    } catch (OperatorException e) {
      changeLogs(plan.config(), before);
      throw e.placed(plan::line);
    }
    try {
      return engine.apply(weir, plan);
    } catch (RuntimeException e) {
      changeLogs(plan.config(), before);
      throw e;
    }
  }

  private void changeLogs(WeirConfig from, WeirConfig to) {
    if (!from.logging().equals(to.logging())) {
      Logging.open(to.logging());
    }
    if (!from.accessLog().equals(to.accessLog())) {
      accessLog.change(to.accessLog());
    }
  }

  /** Takes away what came of the last reload: it is about a weir that runs. */
  @Override
  public void close() {
    if (result != null) {
      try {
        Files.deleteIfExists(result);
      } catch (IOException e) {
        LOG.debug("what came of the last reload stays behind", e);
      }
    }
  }

  private static void leave(ReloadResult outcome, Path file) {
    try {
      outcome.write(file);
    } catch (IOException e) {
      LOG.atWarn()
          .setMessage("What came of the reload cannot be written beside the pid file")
          .addKeyValue("file", file)
          .addKeyValue("reason", e.toString())
          .log();
    }
  }
}
