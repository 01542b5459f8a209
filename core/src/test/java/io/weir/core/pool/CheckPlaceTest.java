package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.config.HostPort;
import io.weir.api.health.HealthTarget;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckPlaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final AddressLookup NAMES =
      host -> {
        if (host.equals("agent.test")) {
          return List.of(InetAddress.ofLiteral("192.0.2.9"), InetAddress.ofLiteral("192.0.2.8"));
        }
        throw new UnknownHostException(host);
      };

  private final PoolMember member = Members.live("10.0.0.1:80");

  @Test
  void isTheBackendItselfWhereNothingElseIsSaid() throws Exception {
    assertThat(place(null, null, null).of(member))
        .isEqualTo(HealthTarget.of(member.backend(), socket("10.0.0.1", 80), SECOND));
  }

  @Test
  void mayBeAnotherPortOfTheBackend() throws Exception {
    assertThat(place(null, 8080, null).of(member))
        .isEqualTo(
            new HealthTarget(
                member.backend(),
                HostPort.parse("10.0.0.1:8080"),
                socket("10.0.0.1", 8080),
                "10.0.0.1",
                SECOND));
  }

  @Test
  void mayBeAnotherHostWithTheBackendsPort() throws Exception {
    assertThat(place("agent.test", null, null).of(member))
        .isEqualTo(
            new HealthTarget(
                member.backend(),
                HostPort.parse("agent.test:80"),
                socket("192.0.2.9", 80),
                "agent.test",
                SECOND));
  }

  @Test
  void mayHaveAServerNameOfItsOwn() throws Exception {
    HealthTarget target = place("agent.test", 443, "www.example.com").of(member);

    assertThat(target.serverName()).isEqualTo("www.example.com");
    assertThat(target.checked()).isEqualTo(HostPort.parse("agent.test:443"));
  }

  @Test
  void aHostThatIsNotKnownFailsTheCheck() {
    assertThatThrownBy(() -> place("nowhere.test", null, null).of(member))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("nowhere.test");
  }

  private static CheckPlace place(String host, Integer port, String serverName) {
    return new CheckPlace(
        new HealthCheckSettings(
            SECOND,
            SECOND,
            1,
            1,
            InitialStatus.HEALTHY,
            Optional.ofNullable(host),
            Optional.ofNullable(port),
            Optional.ofNullable(serverName)),
        NAMES);
  }

  private static InetSocketAddress socket(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }
}
