package io.weir.core.pool;

import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says once that something fails and once that it works again, however often it fails in between:
 * what is tried every few seconds must not fill the log.
 */
final class FailureLog {
  private final Logger log;
  private final Level level;
  private final String what;
  private final String key;
  private final String value;
  private int failures;

  /**
   * Begins without a failure.
   *
   * @param level how bad a failure is
   * @param what what may fail, as the subject of a sentence, e.g. {@code "discovery"}
   * @param key for whom, e.g. {@code "server"}
   * @param value its name
   */
  FailureLog(Logger log, Level level, String what, String key, String value) {
    this.log = log;
    this.level = level;
    this.what = what;
    this.key = key;
    this.value = value;
  }

  /** It failed. */
  synchronized void failed(String reason) {
    failures++;
    LoggingEventBuilder event = failures == 1 ? log.atLevel(level) : log.atDebug();
    event
        .addKeyValue(key, value)
        .addKeyValue("reason", reason)
        .addKeyValue("failures", failures)
        .log("{} fails", what);
  }

  /** It worked. */
  synchronized void succeeded() {
    if (failures > 0) {
      log.atInfo()
          .addKeyValue(key, value)
          .addKeyValue("failures", failures)
          .log("{} works again", what);
      failures = 0;
    }
  }
}
