package io.weir.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Layout;
import io.weir.core.config.LoggingConfig;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * The process' log as section {@code logging} wants it. weir and its plugins log from the level
 * set; libraries from WARN, because what Netty says at INFO and below is for those who work on
 * Netty.
 */
public final class Logging implements AutoCloseable {
  private static final int QUEUE_SIZE = 8192;

  private final LoggerContext context;

  private Logging(LoggerContext context) {
    this.context = context;
  }

  /**
   * Logs as configured from here on.
   *
   * @throws io.weir.app.OperatorException if the output cannot be opened
   */
  public static Logging open(LoggingConfig config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Appender<ILoggingEvent> output =
        Outputs.named(context, config.output(), layout(config.format()));
    LossCountingAppender queue = new LossCountingAppender(QUEUE_SIZE);
    queue.setContext(context);
    queue.addAppender(output);
    queue.start();

    Level level = level(config.level());
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    context.getLogger("io.weir").setLevel(level);
    context.getLogger("plugin").setLevel(level);
    root.addAppender(queue);
    return new Logging(context);
  }

  /** Whether the log goes to a file, and not to where whoever started weir sees it. */
  public static boolean isFile(LoggingConfig config) {
    return !config.output().equals(Outputs.STDOUT) && !config.output().equals(Outputs.STDERR);
  }

  /** Writes what is still queued and goes back to plain lines on standard error. */
  @Override
  public void close() {
    context.reset();
    new BootConfigurator().configure(context);
  }

  private static Layout<ILoggingEvent> layout(LoggingConfig.Format format) {
    ZoneId zone = ZoneId.systemDefault();
    return switch (format) {
      case TEXT -> new TextLayout(zone);
      case JSON -> new JsonLayout(zone);
    };
  }

  private static Level level(LoggingConfig.Level level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARN -> Level.WARN;
      case ERROR -> Level.ERROR;
    };
  }
}
