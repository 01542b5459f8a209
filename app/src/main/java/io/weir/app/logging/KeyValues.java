package io.weir.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** An event's key-value pairs as text: {@code server=web reason="no backend"}. */
final class KeyValues {
  private KeyValues() {}

  static void appendTo(StringBuilder line, ILoggingEvent event) {
    for (KeyValuePair pair : of(event)) {
      line.append(' ').append(pair.key).append('=');
      String value = String.valueOf(pair.value);
      boolean quoted = value.isEmpty() || value.indexOf(' ') >= 0 || value.indexOf('"') >= 0;
      OneLine.append(line, quoted ? '"' + value.replace("\"", "\\\"") + '"' : value);
    }
  }

  /** The pairs; logback has null for none. */
  static List<KeyValuePair> of(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    return pairs == null ? List.of() : pairs;
  }
}
