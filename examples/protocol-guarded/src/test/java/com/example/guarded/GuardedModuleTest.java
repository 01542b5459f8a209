package com.example.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.core.config.BoundConfig;
import io.weir.core.config.ConfigBinder;
import io.weir.core.config.ConfigException;
import io.weir.core.config.ConfigFormat;
import io.weir.core.config.ConfigReader;
import io.weir.core.config.ConfigSource;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.ExtensionTypes;
import io.weir.core.config.ServerRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the protocol wants a server's section to have. */
class GuardedModuleTest {
  record NoKeys() {}

  /** One name of every kind of extension, without keys. */
  private static final class AnyExtension implements ExtensionTypes {
    @Override
    public Set<String> names(ExtensionKind kind) {
      return Set.of(kind == ExtensionKind.BALANCER ? "weight" : "any");
    }

    @Override
    public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
      return Optional.of(NoKeys.class);
    }
  }

  private static BoundConfig bound(String keys) {
    GuardedModule module = new GuardedModule();
    ServerRule rule = (server, config, problems) -> module.check(config, problems);
    String text =
        "servers.db { bind = \":5432\", protocol = guarded, discovery.kind = any\n" + keys + "}";
    return new ConfigBinder(new AnyExtension(), Set.of(module.protocolName()), List.of(rule))
        .bind(
            new ConfigReader(Map.of())
                .read(ConfigSource.text("weir.conf", text, ConfigFormat.HOCON)));
  }

  @Test
  void aServerWithLimitsAndRulesIsTaken() {
    BoundConfig config =
        bound(
            """
            max_connections = 100
            client_idle_timeout = 10m
            access { default = deny, rules = ["allow 10.0.0.0/8"] }
            """);
    assertThat(config.config().servers()).containsKey("db");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> bound("max_connections = 100"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("client_idle_timeout")
        .hasMessageContaining("access")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("max_connections"));
  }
}
