package io.weir.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * An object on each line, with gobetween's four keys {@code level, msg, name, time} and then the
 * event's own. Logback's JsonEncoder was not taken: its dozen keys are nested and named otherwise.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private static final Set<String> TAKEN = Set.of("level", "msg", "name", "time", "error");

  private final DateTimeFormatter time;

  JsonLayout(ZoneId zone) {
    time = LogTime.in(zone);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(240);
    line.append("{\"level\":\"").append(event.getLevel().toString().toLowerCase(Locale.ROOT));
    line.append("\",\"msg\":").append(JsonText.quoted(event.getFormattedMessage()));
    line.append(",\"name\":").append(JsonText.quoted(EventName.of(event.getLoggerName())));
    line.append(",\"time\":\"");
    time.formatTo(event.getInstant(), line);
    line.append('"');
    Set<String> written = new HashSet<>();
    for (KeyValuePair pair : KeyValues.of(event)) {
      // A key must not come twice in an object: readers differ in which of the two they take.
      String key = TAKEN.contains(pair.key) ? "fields." + pair.key : pair.key;
      if (written.add(key)) {
        line.append(',').append(JsonText.quoted(key)).append(':').append(value(pair.value));
      }
    }
    if (event.getThrowableProxy() != null) {
      line.append(",\"error\":")
          .append(JsonText.quoted(ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
    return line.append("}\n").toString();
  }

  private static String value(Object value) {
    return switch (value) {
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case Boolean fact -> fact.toString();
      case null -> "null";
      default -> JsonText.quoted(value.toString());
    };
  }
}
