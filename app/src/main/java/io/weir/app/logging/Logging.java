package io.weir.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.status.StatusManager;
import io.weir.core.config.LoggingConfig;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * The process' log as section {@code logging} wants it. weir and its plugins log from the level
 * set; libraries from WARN, because what Netty says at INFO and below is for those who work on
 * Netty.
 */
public final class Logging implements AutoCloseable {
  private static final String SECTION = "logging";
  private static final String LOST = "lost";
  private static final int QUEUE_SIZE = 8192;

  private final LoggerContext context;
  private final LostLines lost;

  private Logging(LoggerContext context, LostLines lost) {
    this.context = context;
    this.lost = lost;
  }

  /**
   * Logs as configured from here on.
   *
   * @throws io.weir.app.OperatorException if the output cannot be opened
   */
  public static Logging open(LoggingConfig config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    StatusManager status = context.getStatusManager();
    status.getCopyOfStatusListenerList().forEach(status::remove);
    status.add(new StatusRelay(SECTION));
    LostLines lost = lostSoFar(context);
    LogOutlet<ILoggingEvent> outlet =
        LogOutlet.of(
            new LogOutlet.Settings(SECTION, config.output(), config.rotation()),
            layout(config.format()),
            context,
            lost);
    LossCountingAppender queue = new LossCountingAppender(context, QUEUE_SIZE, outlet, lost);
    queue.start();

    Level level = level(config.level());
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    context.getLogger("io.weir").setLevel(level);
    context.getLogger("plugin").setLevel(level);
    root.addAppender(queue);
    return new Logging(context, lost);
  }

  /** The count goes on when a reload opens the log anew. */
  private static LostLines lostSoFar(LoggerContext context) {
    if (context.getObject(LOST) instanceof LostLines known) {
      return known;
    }
    LostLines none = new LostLines();
    context.putObject(LOST, none);
    return none;
  }

  /** Events that were lost because the output did not keep up or could not be written. */
  public long lost() {
    return lost.total();
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
