package io.weir.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.testkit.plugin.TestPluginContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of both kinds share: checks and backends that are closed afterwards. */
@Timeout(60)
abstract class Checking {
  private final List<AutoCloseable> open = new ArrayList<>();
  @TempDir Path folder;
  private TestPluginContext context;

  @BeforeEach
  final void lend() {
    context = keep(new TestPluginContext(folder));
  }

  @AfterEach
  final void stop() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  final <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  final HealthCheck http(HttpConfigs configs) {
    return keep(new HttpCheck(configs.config(), context));
  }

  final HealthCheck grpc(GrpcCheckConfig config) {
    return keep(new GrpcCheck(config, context));
  }

  static void assertHealthy(HealthCheck check, HealthTarget target) throws Exception {
    assertThat(check.check(target)).isEqualTo(HealthResult.healthy());
  }

  static void assertUnhealthy(HealthCheck check, HealthTarget target, String detail)
      throws Exception {
    assertThat(check.check(target)).isEqualTo(HealthResult.unhealthy(detail));
  }
}
