package io.weir.app.boot;

import io.weir.app.OperatorException;
import io.weir.app.logging.Logging;
import io.weir.core.ReloadPlan;
import io.weir.core.Weir;
import io.weir.core.config.LoggingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a running weir go on by what its configuration says now. Whatever is wrong with it, weir goes
 * on as it was.
 */
final class Reloader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final Engine engine;
  private final Weir weir;
  private final ConfigRequest request;
  private final @Nullable Path result;

  /**
   * Prepares it; nothing is read yet.
   *
   * @param result where to leave what came of a reload; null if nowhere
   */
  Reloader(Engine engine, Weir weir, ConfigRequest request, @Nullable Path result) {
    this.engine = engine;
    this.weir = weir;
    this.request = request;
    this.result = result;
  }

  /** Reads, checks, plans, says the plan and applies it. May take some seconds. */
  void reload() throws InterruptedException {
    Instant begun = Instant.now();
    LOG.info("reload: reading {}", request.place().location().text());
    ReloadResult outcome;
    try {
      outcome = new ReloadResult(begun, true, applied());
      LOG.info("reload: done");
    } catch (OperatorException e) {
      outcome = new ReloadResult(begun, false, e.lines());
      e.lines().forEach(line -> LOG.error("reload: {}", line));
      LOG.error("reload: nothing was changed");
    } catch (RuntimeException e) {
      outcome = new ReloadResult(begun, false, List.of("a fault in weir, see its log: " + e));
      LOG.error("reload: failed, please report this", e);
    }
    if (result != null) {
      leave(outcome, result);
    }
  }

  private List<String> applied() throws InterruptedException {
    ReloadPlan plan = engine.planReload(weir, request);
    plan.warnings().forEach(LOG::warn);
    if (plan.difference().isNone()) {
      LOG.info("reload: nothing differs");
    }
    plan.difference().lines().forEach(line -> LOG.info("reload: {}", line));
    LoggingConfig before = weir.config().logging();
    LoggingConfig next = plan.config().logging();
    if (next.equals(before)) {
      return engine.apply(weir, plan).lines();
    }
    // First, because of all that may fail it is what can be undone.
    try {
      Logging.open(next);
    } catch (OperatorException e) {
      throw e.placed(plan::line);
    }
    try {
      return engine.apply(weir, plan).lines();
    } catch (RuntimeException e) {
      Logging.open(before);
      throw e;
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
