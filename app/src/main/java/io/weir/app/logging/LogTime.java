package io.weir.app.logging;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The time in every machine-readable line: ISO 8601 with milliseconds and offset. */
public final class LogTime {
  private LogTime() {}

  /** Writes times of that zone. */
  public static DateTimeFormatter in(ZoneId zone) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
  }
}
