package io.weir.plugin.srv;

import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthTarget;
import io.weir.testkit.backend.CheckTargets;
import io.weir.testkit.contract.HealthCheckContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** The health check {@code dns} does what the API asks of one. */
class DnsCheckKeepsTheContractTest {

  @Timeout(60)
  private abstract static class Contract extends HealthCheckContract {
    private final DnsProtocol protocol;
    private final ScriptedNameServer server =
        ScriptedNameServer.start(ZoneScript.of("www.example.org. 60 A 10.0.0.1"));
    private final ScriptedNameServer empty = ScriptedNameServer.start(ZoneScript.of());
    private final ScriptedNameServer silent = ScriptedNameServer.start((_, _) -> null);

    Contract(DnsProtocol protocol) {
      this.protocol = protocol;
    }

    @AfterEach
    void stop() {
      server.close();
      empty.close();
      silent.close();
    }

    @Override
    protected HealthCheckFactory<?> factory() {
      return new DiscoverySrvPlugin().healthChecks().getFirst();
    }

    @Override
    protected Record config() {
      return DnsCheckTest.config(
          "www.example.org", "A", protocol, "NOERROR", Optional.of("10.0.0.1"));
    }

    @Override
    protected HealthTarget healthy() {
      return CheckTargets.localhost(server.port());
    }

    @Override
    protected HealthTarget unhealthy() {
      return CheckTargets.localhost(empty.port());
    }

    @Override
    protected Optional<HealthTarget> hanging() {
      return Optional.of(CheckTargets.target("localhost", silent.port(), Duration.ZERO));
    }
  }

  @Nested
  class OverUdp extends Contract {
    OverUdp() {
      super(DnsProtocol.UDP);
    }
  }

  @Nested
  class OverTcp extends Contract {
    OverTcp() {
      super(DnsProtocol.TCP);
    }
  }
}
