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
          """)
  void readsAndWrites(String text, String host, int port) {
    assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "host:", "host:x", "host:65536", "::1:80", "a b:1", "h:+1"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
