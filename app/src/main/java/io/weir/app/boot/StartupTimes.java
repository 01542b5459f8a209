package io.weir.app.boot;

import io.weir.core.lifecycle.StartProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * How long each phase of the start took since {@code main}; what the Java runtime took before that
 * is seen from outside only.
 */
public final class StartupTimes implements StartProgress {
  private static final Logger LOG = LoggerFactory.getLogger(StartupTimes.class);

  private final Map<String, Duration> phases = new LinkedHashMap<>();
  private long last = System.nanoTime();

  @Override
  public void ended(String phase) {
    long now = System.nanoTime();
    phases.merge(phase, Duration.ofNanos(now - last), Duration::plus);
    last = now;
  }

  /** Logs all of them, at debug. */
  void log() {
    LoggingEventBuilder line = LOG.atDebug().setMessage("Milliseconds of the start");
    for (var phase : phases.entrySet()) {
      line = line.addKeyValue(phase.getKey(), phase.getValue().toMillis());
    }
    line.log();
  }
}
