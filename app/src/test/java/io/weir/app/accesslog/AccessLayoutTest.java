package io.weir.app.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.weir.api.config.HostPort;
import io.weir.core.connection.CloseReason;
import io.weir.core.connection.EndedConnection;
import io.weir.core.transport.PeerIdentity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLayoutTest {
  private static final ZoneId ZONE = ZoneId.of("+02:00");
  private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 4711);
  private static final InetSocketAddress LOCAL = new InetSocketAddress("2001:db8::1", 443);

  private final AccessLayout text = new AccessLayout(ZONE, TextLine::new);
  private final AccessLayout json = new AccessLayout(ZONE, JsonLine::new);

  @Test
  void textIsKeysAndValues() {
    assertThat(text.doLayout(relayed("web")))
        .isEqualTo(
            "time=2026-01-02T05:05:05.679+02:00 began=2026-01-02T05:04:05.678+02:00 server=web"
                + " client=192.0.2.7:4711 local=[2001:db8::1]:443 backend=app.example:8080"
                + " rx=8000000000 tx=4 connect=0.000312 first_byte=1.000000 total=60.001000"
                + " client_subject=\"CN=alice,O=a \\\"quoted\\\"\\nname\""
                + " client_san=\"dns:a.example,email:a@b.example\" reason=client_reset\n");
  }

  @Test
  void textHasDashesForWhatThereIsNot() {
    assertThat(text.doLayout(denied("web")))
        .endsWith(
            "backend=- rx=0 tx=0 connect=- first_byte=- total=0.000009 client_subject=- client_san=- reason=access_denied\n");
  }

  @Test
  void jsonIsAnObjectWithTheSameFields() {
    Config object = parse(json.doLayout(relayed("web")));

    assertThat(object.root().unwrapped())
        .containsEntry("time", "2026-01-02T05:05:05.679+02:00")
        .containsEntry("began", "2026-01-02T05:04:05.678+02:00")
        .containsEntry("server", "web")
        .containsEntry("client", "192.0.2.7:4711")
        .containsEntry("local", "[2001:db8::1]:443")
        .containsEntry("backend", "app.example:8080")
        .containsEntry("rx", 8_000_000_000L)
        .containsEntry("tx", 4)
        .containsEntry("connect", 0.000312)
        .containsEntry("first_byte", 1)
        .containsEntry("total", 60.001)
        .containsEntry("reason", "client_reset")
        .containsEntry("client_subject", "CN=alice,O=a \"quoted\"\nname")
        .containsEntry("client_san", "dns:a.example,email:a@b.example")
        .hasSize(14);
  }

  @Test
  void jsonHasNullForWhatThereIsNot() {
    assertThat(parse(json.doLayout(denied("web"))).root().unwrapped())
        .containsEntry("backend", null)
        .containsEntry("connect", null)
        .containsEntry("first_byte", null)
        .containsEntry("rx", 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web reason=finished",
        "a\"b",
        "a\\b",
        "a\nb",
        "a\r\u001b[2J\u0000",
        "x\u2028y",
        "-",
        "",
        "ä=b"
      })
  void aNameCannotPassForAnythingElse(String name) {
    String line = text.doLayout(denied(name));
    String object = json.doLayout(denied(name));

    assertThat(line.codePoints().filter(c -> Character.isISOControl(c) || c == 0x2028))
        .containsExactly((int) '\n');
    assertThat(line).contains(" server=\"");
    String quoted = line.substring(line.indexOf(" server=") + 8, line.indexOf(" client="));
    assertThat(parse("{\"server\":" + quoted + "}").getString("server")).isEqualTo(name);
    assertThat(parse(object).getString("server")).isEqualTo(name);
    assertThat(object.codePoints().filter(c -> Character.isISOControl(c) || c == 0x2028))
        .containsExactly((int) '\n');
  }

  @Test
  void numbersAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      assertThat(new AccessLayout(ZONE, TextLine::new).doLayout(relayed("web")))
          .contains(" connect=0.000312 ", "time=2026-01-02T05:05:05.679+02:00 ");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static EndedConnection relayed(String server) {
    return new EndedConnection(
        BEGAN,
        server,
        CLIENT,
        LOCAL,
        HostPort.parse("app.example:8080"),
        8_000_000_000L,
        4,
        Duration.ofNanos(312_999),
        Duration.ofSeconds(1),
        Duration.ofMillis(60_001),
        new PeerIdentity("CN=alice,O=a \"quoted\"\nname", "dns:a.example,email:a@b.example"),
        CloseReason.CLIENT_RESET);
  }

  private static EndedConnection denied(String server) {
    return new EndedConnection(
        BEGAN,
        server,
        CLIENT,
        LOCAL,
        null,
        0,
        0,
        null,
        null,
        Duration.ofNanos(9_000),
        null,
        CloseReason.ACCESS_DENIED);
  }

  private static Config parse(String json) {
    return ConfigFactory.parseString(
        json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
  }
}
