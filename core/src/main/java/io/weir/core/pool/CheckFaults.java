package io.weir.core.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that a health check does what it is not to: throws what no check throws to tell how a
 * backend is, or does not stop. Each backend's own line tells that it counts as down for that; this
 * one names the plugin.
 */
final class CheckFaults {
  private static final Logger log = LoggerFactory.getLogger(CheckFaults.class);

  private final Subject subject;
  private final AtomicBoolean told = new AtomicBoolean();

  CheckFaults(Subject subject) {
    this.subject = subject;
  }

  /** It did. */
  void found(String reason) {
    if (told.compareAndSet(false, true)) {
      subject
          .in(log.atError())
          .addKeyValue("reason", reason)
          .log("health check fails, this is not reported again");
    }
  }
}
