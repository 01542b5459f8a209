package io.weir.app.accesslog;

import ch.qos.logback.core.Layout;
import io.weir.app.logging.LineLog;
import io.weir.core.config.AccessLogConfig;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.EndedConnection;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The access log as section {@code access_log} wants it: a line for each connection that ended. */
public final class AccessLog implements ConnectionLog, AutoCloseable {
  private final @Nullable LineLog<EndedConnection> lines;

  private AccessLog(@Nullable LineLog<EndedConnection> lines) {
    this.lines = lines;
  }

  /**
   * Opens it; one that is not enabled hears nothing and writes nothing.
   *
   * @throws io.weir.app.OperatorException if its output cannot be opened
   */
  public static AccessLog open(AccessLogConfig config) {
    if (!config.enabled()) {
      return new AccessLog(null);
    }
    return new AccessLog(
        LineLog.open(
            new LineLog.Settings(
                "access_log", config.output(), config.queueSize(), config.rotation()),
            layout(config)));
  }

  private static Layout<EndedConnection> layout(AccessLogConfig config) {
    ZoneId zone = ZoneId.systemDefault();
    return switch (config.format()) {
      case TEXT -> new AccessLayout(zone, TextLine::new);
      case JSON -> new AccessLayout(zone, JsonLine::new);
    };
  }

  @Override
  public boolean listens() {
    return lines != null;
  }

  @Override
  public void ended(EndedConnection connection) {
    if (lines != null) {
      lines.write(connection);
    }
  }

  /** Lines that were dropped because the output did not keep up or could not be written. */
  public long lost() {
    return lines == null ? 0 : lines.lost();
  }

  /** Writes what still waits. */
  @Override
  public void close() {
    if (lines != null) {
      lines.close();
    }
  }
}
