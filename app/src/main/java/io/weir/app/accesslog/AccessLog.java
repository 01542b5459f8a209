package io.weir.app.accesslog;

import ch.qos.logback.core.Layout;
import io.weir.app.logging.LineLog;
import io.weir.core.config.AccessLogConfig;
import io.weir.core.connection.ConnectionLog;
import io.weir.core.connection.EndedConnection;
import io.weir.core.lifecycle.Handover;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The access log as section {@code access_log} wants it: a line for each connection that ended.
 * What it is written to can be exchanged while connections end.
 */
public final class AccessLog implements ConnectionLog, AutoCloseable {
  private final Handover<Output> output;

  /** Lines that outputs of before have lost. */
  private volatile long lostBefore;

  /**
   * Where lines go.
   *
   * @param lines null if nowhere
   */
  private record Output(@Nullable LineLog<EndedConnection> lines) {
    long lost() {
      return lines == null ? 0 : lines.lost();
    }

    void close() {
      if (lines != null) {
        lines.close();
      }
    }
  }

  private AccessLog(Output output) {
    this.output = new Handover<>(output);
  }

  /**
   * Opens it; one that is not enabled hears nothing and writes nothing.
   *
   * @throws io.weir.app.OperatorException if its output cannot be opened
   */
  public static AccessLog open(AccessLogConfig config) {
    return new AccessLog(output(config));
  }

  /**
   * Goes on as another configuration says. What waits to be written is written where it belongs.
   * May take a second or two.
   *
   * @throws io.weir.app.OperatorException if the new output cannot be opened; it goes on as it was
   */
  public synchronized void change(AccessLogConfig config) {
    Output old = output.exchange(output(config));
    old.close();
    lostBefore += old.lost();
  }

  private static Output output(AccessLogConfig config) {
    return new Output(
        config.enabled()
            ? LineLog.open(
                new LineLog.Settings(
                    "access_log", config.output(), config.queueSize(), config.rotation()),
                layout(config))
            : null);
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
    return output.current().lines() != null;
  }

  @Override
  public void ended(EndedConnection connection) {
    output.use(now -> {
      if (now.lines() != null) {
        now.lines().write(connection);
      }
    });
  }

  /** Lines that were dropped because the output did not keep up or could not be written. */
  public long lost() {
    return lostBefore + output.current().lost();
  }

  /** Writes what still waits. */
  @Override
  public void close() {
    output.current().close();
  }
}
