package io.weir.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * gobetween's line, {@code 2006-01-02 15:04:05 [INFO ] (name): message}, so that what reads its log
 * reads weir's. Key-value pairs follow the message; the stack trace of a fault of weir's own
 * follows on lines of its own.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private final DateTimeFormatter time;

  TextLayout(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    time.formatTo(event.getInstant(), line);
    line.append(" [").append(String.format("%-5s", event.getLevel())).append("] (");
    line.append(EventName.of(event.getLoggerName())).append("): ");
    OneLine.append(line, event.getFormattedMessage());
    KeyValues.appendTo(line, event);
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }
}
