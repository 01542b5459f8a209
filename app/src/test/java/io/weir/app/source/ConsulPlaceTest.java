package io.weir.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigSource;
import io.weir.testkit.backend.TestHttpServer;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of Consul, and what becomes of its index; a real agent is in FromConsulIT. */
class ConsulPlaceTest {
  private final TestHttpServer consul = new TestHttpServer("a = 1");

  @AfterEach
  void stop() {
    consul.close();
  }

  @Test
  void theKeyIsReadRawWithTheToken() throws Exception {
    answer("a = 1", 7);

    assertThat(place("weir/my key.json", "secret").read())
        .isEqualTo(
            ConfigSource.text(
                "consul " + host() + " key weir/my key.json", "a = 1", ConfigFormat.JSON));
    assertThat(consul.lastTarget()).isEqualTo("/v1/kv/weir/my%20key.json?raw");
    assertThat(consul.lastHeader("X-Consul-Token")).isEqualTo("secret");
  }

  @Test
  void theIndexMakesTheNextQueryBlockAndStartsOverWhenItGoesBackwards() throws Exception {
    ConsulPlace place = place("k", null);
    answer("a = 1", 7);
    place.read();
    assertThat(consul.lastHeader("X-Consul-Token")).isEmpty();

    answer("a = 1", 9);
    assertThat(place.awaitChange()).isFalse();
    assertThat(consul.lastTarget()).isEqualTo("/v1/kv/k?raw&index=7&wait=300s");

    answer("a = 2", 3);
    assertThat(place.awaitChange()).isTrue();
    assertThat(consul.lastTarget()).contains("&index=9&");

    answer("a = 2", 4);
    assertThat(place.awaitChange()).isFalse();
    assertThat(consul.lastTarget()).isEqualTo("/v1/kv/k?raw");

    answer("a = 2", 0);
    assertThat(place.awaitChange()).isFalse();
    assertThat(consul.lastTarget()).contains("&index=4&");
    assertThat(place.awaitChange()).isFalse();
    assertThat(consul.lastTarget()).isEqualTo("/v1/kv/k?raw");
  }

  @Test
  void whatCannotBeReadIsSaid() {
    consul.answer(404, "");
    refused("there is no such key");
    consul.answer(403, "Permission denied");
    refused("the ACL token is missing or does not allow it");
    consul.answer(500, "");
    refused("HTTP status 500");
    consul.close();
    refused("cannot be connected to");
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> place("k", null).read())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("consul " + host() + " key k")
        .hasMessageContaining(reason);
  }

  private void answer(String text, int index) {
    consul.answer(200, text, Map.of("X-Consul-Index", Integer.toString(index)));
  }

  private ConsulPlace place(String key, @Nullable String token) {
    return new ConsulPlace(new ConsulPlace.Key("http", host(), key), null, token, HttpTrust.SYSTEM);
  }

  private String host() {
    return URI.create(consul.url()).getAuthority();
  }
}
