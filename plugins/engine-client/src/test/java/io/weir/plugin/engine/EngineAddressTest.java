package io.weir.plugin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

  @ParameterizedTest
  @CsvSource({
    "unix:///var/run/docker.sock, 127.0.0.1, http://localhost/x",
    "tcp://10.0.0.1:2375, 10.0.0.1, http://10.0.0.1:2375/x",
    "tcp://engine, engine, http://engine:7/x",
    "http://engine:80/, engine, http://engine:80/x",
    "https://[2001:db8::1]:1, 2001:db8::1, http://[2001:db8::1]:1/x",
  })
  void isReadAndPrinted(String text, String host, String uri) {
    EngineAddress address = EngineAddress.parse(text);

    assertThat(address).hasToString(text).isEqualTo(EngineAddress.parse(text));
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.uri("/x", false, 7)).hasToString(uri);
  }

  @Test
  void goesOverTlsIfTold() {
    assertThat(EngineAddress.parse("tcp://a").uri("/x?y=%20", true, 2376))
        .hasToString("https://a:2376/x?y=%20");
  }

  @Test
  void keepsUserAndPasswordToItself() {
    EngineAddress address = EngineAddress.parse("tcp://ann:pass@a:1");

    assertThat(address).hasToString("tcp://***@a:1");
    assertThat(address.uri("/", false, 1)).hasToString("http://a:1/");
    assertThat(address.authorization()).contains("Basic YW5uOnBhc3M=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "docker.sock",
        "/var/run/docker.sock",
        "unix://relative",
        "unix://",
        "ftp://a",
        "tcp://",
        "tcp:a",
        "http://a/path",
        "http://a?query",
        "http://a b",
      })
  void isRefused(String text) {
    assertThatThrownBy(() -> EngineAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unix:///path");
  }
}
