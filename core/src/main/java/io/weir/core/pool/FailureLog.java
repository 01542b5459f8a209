package io.weir.core.pool;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;
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
  private final List<KeyValuePair> context;
  private int failures;

  /**
   * Begins without a failure.
   *
   * @param level how bad a failure is
   * @param what what may fail, as the subject of a sentence, e.g. {@code "discovery"}
   * @param context whom it is about
   */
  FailureLog(Logger log, Level level, String what, List<KeyValuePair> context) {
    this.log = log;
    this.level = level;
    this.what = what;
    this.context = List.copyOf(context);
  }

  /** It failed. */
  synchronized void failed(String reason) {
    failures++;
    LoggingEventBuilder event =
        Subject.in(log.atLevel(failures == 1 ? level : Level.DEBUG), context);
    event.addKeyValue("reason", reason).addKeyValue("failures", failures).log("{} fails", what);
  }

  /** It worked. */
  synchronized void succeeded() {
    if (failures > 0) {
      Subject.in(log.atInfo(), context)
          .addKeyValue("failures", failures)
          .log("{} works again", what);
      failures = 0;
    }
  }
}
