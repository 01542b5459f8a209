package io.weir.plugin.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.WeirPlugin;
import io.weir.api.discovery.DiscoveryFactory;
import java.io.InputStream;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What weir sees of the plugin. */
class DiscoverySrvPluginTest {

  @Test
  void comesInThroughTheDoorOfPlugins() throws Exception {
    WeirPlugin plugin = ServiceLoader.load(WeirPlugin.class).findFirst().orElseThrow();
    Properties description = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/META-INF/weir-plugin.properties")) {
      description.load(in);
    }

    assertThat(plugin.discoveries())
        .extracting(DiscoveryFactory::kind)
        .containsExactly("srv", "dns");
    assertThat(plugin.discoveries())
        .extracting(DiscoveryFactory::defaultTimeout)
        .containsOnly(Duration.ofSeconds(5));
    assertThat(description).containsEntry("id", "discovery-srv").containsEntry("api", "[1.0,2.0)");
  }

  @Test
  void aNameIsTheSameWithAndWithoutItsLastDot() {
    LookupName name = LookupName.parse("_web._tcp.Example.org");

    assertThat(name)
        .isEqualTo(LookupName.parse("_web._tcp.example.org."))
        .hasSameHashCodeAs(LookupName.parse("_web._tcp.example.org."))
        .hasToString("_web._tcp.Example.org")
        .isNotEqualTo(LookupName.parse("_web._udp.example.org"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", "\u00e9\u4e2d.example.org"})
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> LookupName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a DNS name, such as web.example.org");
  }
}
