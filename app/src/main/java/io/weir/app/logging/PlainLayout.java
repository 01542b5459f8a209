package io.weir.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;

/** Lines for a person at a terminal, as long as no configuration says how to log. */
final class PlainLayout extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder("weir: ");
    OneLine.append(line, event.getFormattedMessage());
    KeyValues.appendTo(line, event);
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      line.append(": ");
      OneLine.append(line, cause.getClassName() + ": " + cause.getMessage());
    }
    return line.append('\n').toString();
  }
}
