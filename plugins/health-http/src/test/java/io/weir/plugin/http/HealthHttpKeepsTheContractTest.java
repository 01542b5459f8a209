package io.weir.plugin.http;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthTarget;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.CheckTargets;
import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.backend.TestHttpServer;
import io.weir.testkit.contract.HealthCheckContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** Both kinds do what the API asks of a health check. */
@Timeout(60)
class HealthHttpKeepsTheContractTest {

  private static HealthCheckFactory<?> factory(String kind) {
    return new HealthHttpPlugin()
        .healthChecks().stream()
            .filter(factory -> factory.kind().equals(kind))
            .findFirst()
            .orElseThrow();
  }

  private abstract static class Contract extends HealthCheckContract {
    private final TestBackend silent = TestBackend.of(Behaviour.blackhole());

    @AfterEach
    void stopSilent() {
      silent.close();
    }

    @Override
    protected final Optional<HealthTarget> hanging() {
      return Optional.of(CheckTargets.target("localhost", silent.port(), Duration.ZERO));
    }
  }

  @Nested
  class Http extends Contract {
    private final TestHttpServer well = new TestHttpServer("well");
    private final TestHttpServer ill = new TestHttpServer("ill");

    @AfterEach
    void stop() {
      well.close();
      ill.close();
    }

    @Override
    protected HealthCheckFactory<?> factory() {
      return HealthHttpKeepsTheContractTest.factory("http");
    }

    @Override
    protected Record config() {
      return HttpConfigs.plain().config();
    }

    @Override
    protected HealthTarget healthy() {
      return CheckTargets.localhost(URI.create(well.url()).getPort());
    }

    @Override
    protected HealthTarget unhealthy() {
      ill.answer(500, "");
      return CheckTargets.localhost(URI.create(ill.url()).getPort());
    }
  }

  @Nested
  class Grpc extends Contract {
    private final HealthStatusManager ill = new HealthStatusManager();
    private final Server wellServer = start(new HealthStatusManager());
    private final Server illServer = start(ill);

    private static Server start(HealthStatusManager health) {
      try {
        return NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health.getHealthService())
            .build()
            .start();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @AfterEach
    void stop() {
      wellServer.shutdownNow();
      illServer.shutdownNow();
    }

    @Override
    protected HealthCheckFactory<?> factory() {
      return HealthHttpKeepsTheContractTest.factory("grpc");
    }

    @Override
    protected Record config() {
      return new GrpcCheckConfig("", false, Optional.empty());
    }

    @Override
    protected HealthTarget healthy() {
      return CheckTargets.localhost(wellServer.getPort());
    }

    @Override
    protected HealthTarget unhealthy() {
      ill.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
      return CheckTargets.localhost(illServer.getPort());
    }
  }
}
