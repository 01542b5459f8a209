package io.weir.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as they are written. */
class HostPortTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          :8888, '', 8888
          localhost:4000, localhost, 4000
          10.0.0.1:0, 10.0.0.1, 0
          [::1]:80, ::1, 80
          [fe80::1%no-such-zone]:80, fe80::1%no-such-zone, 80
          [::ffff:192.0.2.1]:80, ::ffff:192.0.2.1, 80
          255.255.255.255:80, 255.255.255.255, 80
          1a.2.3.4:80, 1a.2.3.4, 80
          bücher.example:80, bücher.example, 80
          """)
  void readsAndWrites(String text, String host, int port) {
    assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        "host:x",
        "host:65536",
        "::1:80",
        "a b:1",
        "h:+1",
        "999.1.1.1:80",
        "1.2.3:80",
        "1.2.3.4.5:80",
        "1.2.3.04:80",
        "1.2.3.:80",
        "7:80",
        "..:80",
        "[::x]:80",
        "[1:2:3]:80",
        "[:]:80",
        "a\u0000b:80",
        "a\u001bb:80",
        "a\u007fb:80",
        "a\u0085b:80",
        "a\u200bb:80",
        "a\u202eb:80",
        "a\u2028b:80"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
