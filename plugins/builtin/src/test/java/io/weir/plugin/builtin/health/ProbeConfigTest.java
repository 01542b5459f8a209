package io.weir.plugin.builtin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.api.config.EscapedText;
import io.weir.api.config.InvalidConfigException;
import io.weir.plugin.builtin.health.ProbeConfig.Protocol;
import io.weir.plugin.builtin.health.ProbeConfig.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeConfigTest {

  @Test
  void readsJustTheBytesOfTheExpectedText() {
    assertThat(config("PING", "PONG\\xAA\\n", Strategy.STARTS_WITH, 0).expectation().length())
        .isEqualTo(6);
  }

  @Test
  void readsSoManyBytesForAnExpression() {
    assertThat(config("PING", "P.*G", Strategy.REGEXP, 17).expectation().length()).isEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource({
    "'', PONG, STARTS_WITH, 0, probe_send",
    "PING, '', STARTS_WITH, 0, probe_recv",
    "PING, PONG\\q, STARTS_WITH, 0, probe_recv",
    "PING, PONG, STARTS_WITH, 4, probe_recv_len",
    "PING, PONG, REGEXP, 0, probe_recv_len",
    "PING, PONG, REGEXP, -1, probe_recv_len",
    "PING, PONG, REGEXP, 1048577, probe_recv_len",
    "PING, (PONG, REGEXP, 4, probe_recv",
  })
  void refusesWhatDoesNotGoTogether(
      String send, String recv, Strategy strategy, int length, String key) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> config(send, recv, strategy, length))
        .extracting(InvalidConfigException::key)
        .isEqualTo(key);
  }

  private static ProbeConfig config(String send, String recv, Strategy strategy, int length) {
    return new ProbeConfig(Protocol.TCP, EscapedText.parse(send), recv, strategy, length);
  }
}
