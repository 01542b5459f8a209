package io.weir.plugin.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.WeirPlugin;
import io.weir.api.health.HealthCheckFactory;
import java.io.InputStream;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What weir sees of the plugin. */
class HealthDatabasePluginTest {

  @Test
  void comesInThroughTheDoorOfPlugins() throws Exception {
    WeirPlugin plugin = ServiceLoader.load(WeirPlugin.class).findFirst().orElseThrow();
    Properties description = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/META-INF/weir-plugin.properties")) {
      description.load(in);
    }

    assertThat(plugin.healthChecks())
        .extracting(HealthCheckFactory::kind)
        .containsExactly("redis", "postgres", "mysql");
    assertThat(description)
        .containsEntry("id", "health-database")
        .containsEntry("api", "[1.0,2.0)");
  }
}
