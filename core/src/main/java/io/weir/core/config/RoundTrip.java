package io.weir.core.config;

import com.typesafe.config.Config;
import java.util.Map;

/**
 * An extension's keys written as weir writes a configuration, for example where its API shows one,
 * and bound again: so what cannot be written and read back is found.
 */
public final class RoundTrip {
  private static final ConfigWriter WRITER = new ConfigWriter(ConfigWriter.Secrets.SHOWN);

  private RoundTrip() {}

  /**
   * A record of the same keys and values as another.
   *
   * @param type its class, whose components are called as those of the other
   * @param keys what is written
   * @throws ConfigException if it cannot be read
   */
  public static <C extends Record> C of(Class<C> type, Record keys) {
    String text = ConfigWriter.render(WRITER.keys(keys), ConfigFormat.HOCON);
    Config section =
        new ConfigReader(Map.of()).read(ConfigSource.text("keys", text, ConfigFormat.HOCON));
    return ConfigBinder.keys(type, section);
  }

  /**
   * Whether what is read is what was written.
   *
   * @throws ConfigException if it cannot be read
   */
  public static boolean isFaithful(Record keys) {
    return WRITER.keys(of(keys.getClass(), keys)).equals(WRITER.keys(keys));
  }
}
