package io.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LayoutsTest {
  private static final ZoneId ZONE = ZoneId.of("+02:00");

  private final LoggingEvent event = event("io.weir.core.pool.BackendPool", Level.INFO, "Hello");

  @Test
  void textIsGobetweensLine() {
    assertThat(new TextLayout(ZONE).doLayout(event))
        .isEqualTo("2026-01-02 05:04:05 [INFO ] (BackendPool): Hello\n");
  }

  @Test
  void textNamesPluginsInFullAndShowsKeyValues() {
    LoggingEvent warning = event("plugin.builtin", Level.WARN, "Skipped");
    warning.addKeyValuePair(new KeyValuePair("server", "web"));
    warning.addKeyValuePair(new KeyValuePair("line", "a \"b\""));

    assertThat(new TextLayout(ZONE).doLayout(warning))
        .isEqualTo(
            "2026-01-02 05:04:05 [WARN ] (plugin.builtin): Skipped server=web line=\"a \\\"b\\\"\"\n");
  }

  @Test
  void textOfStrangersStaysOnItsLine() {
    LoggingEvent forged =
        event("io.weir.X", Level.INFO, "a\n2026 [ERROR] b\r\u001b[2Jc\u0000\u2028");
    forged.addKeyValuePair(new KeyValuePair("output", "x\ny"));

    assertThat(new TextLayout(ZONE).doLayout(forged))
        .endsWith("a\\n2026 [ERROR] b\\r\\u001b[2Jc\\u0000\\u2028 output=x\\ny\n")
        .hasLineCount(1);
    assertThat(new PlainLayout().doLayout(forged)).hasLineCount(1);
    assertThat(new JsonLayout(ZONE).doLayout(forged)).hasLineCount(1);
  }

  @Test
  void textShowsTheStackOfAFault() {
    event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("broken")));

    assertThat(new TextLayout(ZONE).doLayout(event))
        .contains("java.lang.IllegalStateException: broken")
        .contains("at io.weir.app.logging.LayoutsTest");
  }

  @Test
  void jsonHasGobetweensKeysAndTheEventsOwn() {
    event.addKeyValuePair(new KeyValuePair("server", "a\"b\n"));
    event.addKeyValuePair(new KeyValuePair("connections", 5));
    event.addKeyValuePair(new KeyValuePair("msg", "not twice"));
    event.addKeyValuePair(new KeyValuePair("connections", 6));
    event.addKeyValuePair(new KeyValuePair("nothing", null));

    Config object = parse(new JsonLayout(ZONE).doLayout(event));

    assertThat(object.root().unwrapped())
        .containsEntry("level", "info")
        .containsEntry("msg", "Hello")
        .containsEntry("name", "BackendPool")
        .containsEntry("time", "2026-01-02T05:04:05.678+02:00")
        .containsEntry("server", "a\"b\n")
        .containsEntry("connections", 5)
        .containsEntry("fields.msg", "not twice")
        .containsEntry("nothing", null)
        .hasSize(8);
  }

  @Test
  void jsonHoldsTheStackOfAFaultAsText() {
    event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("broken")));

    assertThat(parse(new JsonLayout(ZONE).doLayout(event)).getString("error"))
        .contains("IllegalStateException: broken")
        .contains("LayoutsTest");
  }

  @Test
  void plainShowsCausesInTheSameLine() {
    event.setThrowableProxy(
        new ThrowableProxy(new IllegalStateException("broken", new RuntimeException("why"))));

    assertThat(new PlainLayout().doLayout(event))
        .isEqualTo(
            "weir: Hello: java.lang.IllegalStateException: broken: java.lang.RuntimeException: why\n");
  }

  private static Config parse(String json) {
    return ConfigFactory.parseString(
        json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
  }

  private static LoggingEvent event(String logger, Level level, String message) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(logger);
    event.setLevel(level);
    event.setMessage(message);
    event.setLoggerContext(new LoggerContext());
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    return event;
  }
}
