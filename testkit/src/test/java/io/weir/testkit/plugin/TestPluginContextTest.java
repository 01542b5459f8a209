package io.weir.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPluginContextTest {
  @TempDir private Path folder;

  @Test
  void clockStandsStillUntilItIsMovedOrSet() {
    try (TestPluginContext context = new TestPluginContext(folder)) {
      assertThat(context.clock().instant()).isEqualTo("2026-01-01T00:00:00Z");

      context.advance(Duration.ofMinutes(1));
      assertThat(context.clock().instant()).isEqualTo("2026-01-01T00:01:00Z");

      Instant other = Instant.parse("2027-01-01T00:00:00Z");
      context.setTo(other);
      assertThat(context.clock().instant()).isEqualTo(other);
    }
  }
}
