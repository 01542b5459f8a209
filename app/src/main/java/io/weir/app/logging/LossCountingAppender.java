package io.weir.app.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands events over to a thread of its own, through a queue that is bounded and never makes anyone
 * wait: a full disk or a terminal that was stopped with Ctrl-S must not stall an event loop. What
 * finds no room is lost, counted, and owned up to as soon as there is room again.
 */
final class LossCountingAppender extends AsyncAppender {
  private final AtomicLong lost = new AtomicLong();

  LossCountingAppender(int queueSize) {
    setQueueSize(queueSize);
    setNeverBlock(true);
    // Logback asks isDiscardable when there is less room than this, which is: none.
    setDiscardingThreshold(1);
  }

  @Override
  protected boolean isDiscardable(ILoggingEvent event) {
    lost.incrementAndGet();
    return true;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (lost.get() > 0 && getRemainingCapacity() > 1) {
      super.append(confession(lost.getAndSet(0)));
    }
    super.append(event);
  }

  private LoggingEvent confession(long count) {
    Logger logger = ((LoggerContext) getContext()).getLogger(LossCountingAppender.class);
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(logger.getName());
    event.setLevel(Level.WARN);
    event.setMessage(count + " log events were lost: the log's output did not keep up");
    event.setLoggerContext((LoggerContext) getContext());
    event.setTimeStamp(System.currentTimeMillis());
    return event;
  }
}
