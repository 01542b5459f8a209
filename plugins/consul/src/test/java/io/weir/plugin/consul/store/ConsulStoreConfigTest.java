package io.weir.plugin.consul.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HttpUrl;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.plugin.TestPluginContext;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsulStoreConfigTest {

  private static ConsulStoreConfig config(String address, Optional<Path> authorities) {
    return new ConsulStoreConfig(
        HttpUrl.parse(address),
        "a/b",
        Optional.empty(),
        Optional.empty(),
        authorities,
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/."})
  void refusesOtherPrefixes(String prefix) {
    assertThatThrownBy(() -> StoreConfigs.plain("h:1", prefix, "t"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("prefix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", ".a/..b", "weir certificates/ü"})
  void takesPrefixes(String prefix) {
    assertThat(StoreConfigs.plain("h:1", prefix, "t").prefix()).isEqualTo(prefix);
  }

  @Test
  void refusesATokenThatNoHeaderCanHaveWithoutShowingIt() {
    assertThatThrownBy(() -> StoreConfigs.plain("h:1", "p", "hunter2\n"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("token")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void refusesAnAddressWithAPathAndTlsWithoutHttps() {
    assertThatThrownBy(() -> config("http://h:1/ui", Optional.empty()))
        .hasMessageContaining("no path");
    assertThatThrownBy(() -> config("http://h:1", Optional.of(Path.of("ca.pem"))))
        .hasMessageContaining("address (expected: https://");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8500, 0",
    "http://[::1]:8500, 0",
    "http://localhost:8500, 0",
    "http://192.0.2.1:8500, 1",
    "http://consul.example:8500, 1",
    "https://consul.example:8501, 0",
  })
  void warnsOfKeysThatGoOverTheNetworkUnencrypted(
      String address, int warnings, @TempDir Path folder) throws Exception {
    try (var context = new TestPluginContext(folder)) {
      new ConsulStoreFactory().create(config(address, Optional.empty()), context).close();
      assertThat(context.log()).hasSize(warnings);
    }
  }
}
