package io.weir.app.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** How long each phase of the start took, from the moment the system started the process. */
final class StartupTimes {
  private static final Logger LOG = LoggerFactory.getLogger(StartupTimes.class);

  private final Map<String, Duration> phases = new LinkedHashMap<>();
  private Instant last;

  private StartupTimes(Instant processStart) {
    this.last = processStart;
  }

  /** Starts with the process; what came before this call is the Java runtime's own start. */
  static StartupTimes begin() {
    Instant now = Instant.now();
    StartupTimes times =
        new StartupTimes(ProcessHandle.current().info().startInstant().orElse(now));
    times.ended("runtime");
    return times;
  }

  /** Notes that a phase has ended now; it began where the one before ended. */
  void ended(String phase) {
    Instant now = Instant.now();
    phases.merge(phase, Duration.between(last, now), Duration::plus);
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
