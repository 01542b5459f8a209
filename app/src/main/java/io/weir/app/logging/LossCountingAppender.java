package io.weir.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Duration;

/** The log's way into a {@link LineQueue}; what was lost on it is owned up to in the log itself. */
final class LossCountingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Duration CONFESSION_PERIOD = Duration.ofSeconds(1);

  private final LineQueue<ILoggingEvent> queue;

  LossCountingAppender(
      LoggerContext context, int queueSize, LogOutlet<ILoggingEvent> outlet, LostLines lost) {
    setContext(context);
    this.queue =
        new LineQueue<>(
            "log-writer",
            queueSize,
            outlet,
            lost,
            count -> outlet.append(confession(context, count)),
            CONFESSION_PERIOD);
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    boolean _ = queue.offer(event);
  }

  @Override
  public void stop() {
    super.stop();
    queue.close();
  }

  private static LoggingEvent confession(LoggerContext context, long count) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(LossCountingAppender.class.getName());
    event.setLevel(Level.WARN);
    event.setMessage(count + " log events were lost: the log's output did not keep up");
    event.setLoggerContext(context);
    event.setTimeStamp(System.currentTimeMillis());
    return event;
  }
}
