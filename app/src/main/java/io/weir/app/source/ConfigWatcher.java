package io.weir.app.source;

import io.weir.core.config.ConfigException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a place and tells when something else stands there. What goes wrong there is logged once
 * until something else goes wrong or it works again, and never ends the watch.
 */
public final class ConfigWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final WatchedPlace place;
  private final Runnable changed;
  private final Thread thread;
  private @Nullable String failure;
  private Duration pause = LEAST_PAUSE;

  private ConfigWatcher(WatchedPlace place, Runnable changed) {
    this.place = place;
    this.changed = changed;
    this.thread = Thread.ofVirtual().name("configuration watch").unstarted(this::run);
  }

  /**
   * Begins to watch a place that has been read.
   *
   * @param changed hears of each change; what is to be made of it is its affair
   */
  public static ConfigWatcher start(WatchedPlace place, Runnable changed) {
    ConfigWatcher watcher = new ConfigWatcher(place, changed);
    watcher.thread.start();
    return watcher;
  }

  /** Ends the watch, and waits until a change that is being taken over has been. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        step();
      }
    } catch (InterruptedException e) {
      // It was asked to end.
    }
  }

  private void step() throws InterruptedException {
    try {
      boolean isAnother = place.awaitChange();
      if (failure != null) {
        LOG.info("The configuration can be read again: {}", place.location().text());
      }
      failure = null;
      pause = LEAST_PAUSE;
      if (isAnother) {
        changed.run();
      }
    } catch (ConfigException e) {
      failed(String.join("; ", e.lines()));
    } catch (RuntimeException e) {
      // Whatever a server answers, and whatever is wrong in weir: the next answer may be a good
      // one.
      failed(e.toString());
    }
  }

  private void failed(String reason) throws InterruptedException {
    if (!reason.equals(failure)) {
      LOG.warn("The configuration cannot be read; the running one stays: {}", reason);
    }
    failure = reason;
    // A little at random, so that a fleet does not come back at once.
    Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis())));
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
  }
}
