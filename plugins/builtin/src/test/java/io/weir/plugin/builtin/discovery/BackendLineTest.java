package io.weir.plugin.builtin.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.api.Backend;
import io.weir.api.config.HostPort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendLineTest {

  @Test
  void fillsInTheDefaults() {
    assertThat(parse("localhost:8000"))
        .isEqualTo(new Backend(new HostPort("localhost", 8000), 1, 1, 0, ""));
  }

  @Test
  void readsAttributesInAnyOrder() {
    Backend expected = new Backend(new HostPort("10.0.0.1", 80), 2, 5, 100, "www.example.com");

    assertThat(parse("10.0.0.1:80 weight=5 priority=2 max_connections=100 sni=www.example.com"))
        .isEqualTo(expected);
    assertThat(parse("10.0.0.1:80 sni=www.example.com max_connections=100 priority=2 weight=5"))
        .isEqualTo(expected);
  }

  @Test
  void readsAnIpv6HostInBrackets() {
    assertThat(parse("[2001:db8::1]:443 weight=0").address())
        .isEqualTo(new HostPort("2001:db8::1", 443));
  }

  @Test
  void passesOverWhiteSpaceAroundAndBetween() {
    assertThat(parse(" \tlocalhost:80 \t weight=3\r\n"))
        .isEqualTo(Backend.of("localhost", 80).withWeight(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "localhost:",
        ":80",
        "localhost:0",
        "localhost:65536",
        "localhost:http",
        "::1:80",
        "[::1]",
        "localhost:80 weight",
        "localhost:80 wieght=1",
        "localhost:80 weight=1 weight=2",
        "localhost:80 weight = 1",
        "http://localhost:80",
      })
  void refusesOtherForms(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(line))
        .withMessage("host:port [weight=N] [priority=N] [max_connections=N] [sni=NAME]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weight=",
        "weight=-1",
        "weight=1.5",
        "weight=2147483648",
        "weight=99999999999",
        "weight=1,priority=2"
      })
  void saysWhichNumberIsWrong(String attribute) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("localhost:80 " + attribute))
        .withMessage("weight=N with N from 0 to 2147483647");
  }

  @Test
  void refusesAnEmptyServerName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("localhost:80 sni="))
        .withMessage("sni=NAME with a server name");
  }

  @Test
  void readsBackWhateverBackendItPrints() {
    var random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      Backend backend = backend(random);

      assertThat(parse(new BackendLine(backend).toString())).isEqualTo(backend);
    }
  }

  @Test
  void readsAttributesInEveryOrderAlike() {
    var random = new Random(4);
    for (int i = 0; i < 5_000; i++) {
      Backend backend = backend(random);
      List<String> attributes =
          new ArrayList<>(
              List.of(
                  "weight=" + backend.weight(),
                  "priority=" + backend.priority(),
                  "max_connections=" + backend.maxConnections()));
      if (!backend.sni().isEmpty()) {
        attributes.add("sni=" + backend.sni());
      }
      Collections.shuffle(attributes, random);

      assertThat(parse(backend.address() + " " + String.join("  ", attributes))).isEqualTo(backend);
    }
  }

  @Test
  void answersEveryTextWithABackendOrAnIllegalArgument() {
    var random = new Random(5);
    String alphabet = "a1:[]= \t#.-wpms\u00e4\0";
    int parsed = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        parse(text.toString());
        parsed++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
    assertThat(parsed).isPositive();
  }

  private static Backend parse(String line) {
    return BackendLine.parse(line).backend();
  }

  private static Backend backend(Random random) {
    String host =
        switch (random.nextInt(3)) {
          case 0 -> "host-" + random.nextInt(1000) + ".example";
          case 1 -> "10.1." + random.nextInt(256) + "." + random.nextInt(256);
          default -> "2001:db8::" + Integer.toHexString(random.nextInt(65536));
        };
    return new Backend(
        new HostPort(host, 1 + random.nextInt(65535)),
        random.nextInt(4),
        random.nextInt() & Integer.MAX_VALUE,
        random.nextInt(3) * 50,
        random.nextBoolean() ? "" : "name" + random.nextInt(10) + ".example");
  }
}
