package io.weir.app.logging;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import io.weir.core.stats.Throttle;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what logback would only note in a list of its own, e.g. that a file could not be renamed;
 * one of many, because it may come again with each line.
 */
final class StatusRelay implements StatusListener {
  private static final Logger LOG = LoggerFactory.getLogger(StatusRelay.class);
  private static final long PERIOD = TimeUnit.MINUTES.toNanos(1);

  private final String section;
  private final Throttle throttle = new Throttle(PERIOD, System.nanoTime());

  StatusRelay(String section) {
    this.section = section;
  }

  @Override
  public void addStatusEvent(Status status) {
    if (status.getLevel() >= Status.WARN && throttle.pass(System.nanoTime())) {
      LOG.warn(
          "{}: {}{}",
          section,
          status.getMessage(),
          status.getThrowable() == null ? "" : ": " + status.getThrowable());
    }
  }
}
