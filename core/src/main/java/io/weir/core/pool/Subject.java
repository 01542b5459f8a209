package io.weir.core.pool;

import io.weir.core.plugin.PluginInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Whom a line of the log is about.
 *
 * @param server a server's name
 * @param kind what works for it, e.g. {@code "json"}; empty if that is no plugin's
 * @param plugin whose that is; null if it is no plugin's
 */
record Subject(String server, String kind, @Nullable PluginInfo plugin) {

  /** A server, of which no plugin is known. */
  static Subject of(String server) {
    return new Subject(server, "", null);
  }

  /** What the line says of them. */
  List<KeyValuePair> keys() {
    List<KeyValuePair> keys = new ArrayList<>();
    keys.add(new KeyValuePair("server", server));
    if (plugin != null) {
      keys.add(new KeyValuePair("kind", kind));
      keys.add(new KeyValuePair("plugin", plugin.id()));
      keys.add(new KeyValuePair("jar", plugin.jar()));
    }
    return keys;
  }

  /** Has a line say it. */
  LoggingEventBuilder in(LoggingEventBuilder line) {
    return in(line, keys());
  }

  /** Has a line say something. */
  static LoggingEventBuilder in(LoggingEventBuilder line, List<KeyValuePair> keys) {
    LoggingEventBuilder complete = line;
    for (KeyValuePair pair : keys) {
      complete = complete.addKeyValue(pair.key, pair.value);
    }
    return complete;
  }
}
