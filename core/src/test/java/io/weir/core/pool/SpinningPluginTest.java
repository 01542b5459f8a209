package io.weir.core.pool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.core.config.DiscoverySettings;
import io.weir.core.config.DiscoverySettings.FailPolicy;
import io.weir.core.config.HealthCheckSettings;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plugins that spin on more threads than there are processors, and never look at an interrupt. */
@Timeout(120)
class SpinningPluginTest {
  private static final int MORE_THAN_CORES = Runtime.getRuntime().availableProcessors() + 1;
  private static final Duration LIMIT = Duration.ofMillis(200);

  private final ThreadScheduler scheduler = new ThreadScheduler();
  private final CountDownLatch spinning = new CountDownLatch(MORE_THAN_CORES);
  private volatile boolean spin = true;

  @AfterEach
  void end() {
    spin = false;
    scheduler.close();
  }

  @Test
  void discoveriesThatSpinLeaveOthersTheirTurn() throws Exception {
    for (int i = 0; i < MORE_THAN_CORES; i++) {
      discover(this::spin, new CountDownLatch(1)).start();
    }

    assertOthersGoOn();
  }

  @Test
  void checksThatSpinLeaveOthersTheirTurn() throws Exception {
    HealthCheck check =
        _ -> {
          spin();
          return HealthResult.healthy();
        };
    health(check, new CountDownLatch(1)).follow(Members.live(MORE_THAN_CORES));

    assertOthersGoOn();
  }

  @Test
  void balancersThatSpinLeaveOthersTheirTurn() throws Exception {
    for (int i = 0; i < MORE_THAN_CORES; i++) {
      FailsafeBalancer balancer =
          new FailsafeBalancer(
              Subject.of("spinning"),
              _ -> {
                spin();
                return (_, _) -> 0;
              },
              LIMIT);
      assertThat(balancer.over(List.of(List.of()), () -> {}).getFirst().byBalancer()).isFalse();
    }

    assertOthersGoOn();
  }

  private void assertOthersGoOn() throws InterruptedException {
    assertThat(spinning.await(30, SECONDS)).isTrue();
    CountDownLatch discovered = new CountDownLatch(1);
    discover(List::of, discovered).start();
    assertThat(discovered.await(30, SECONDS)).as("another discovery").isTrue();
    CountDownLatch checked = new CountDownLatch(1);
    health(_ -> HealthResult.unhealthy("down"), checked).follow(Members.live(1));
    assertThat(checked.await(30, SECONDS)).as("another check").isTrue();
    CountDownLatch written = new CountDownLatch(1);
    scheduler.start("own", written::countDown);
    assertThat(written.await(30, SECONDS)).as("weir's own work").isTrue();
  }

  private DiscoveryScheduler discover(Discovery discovery, CountDownLatch found) {
    return new DiscoveryScheduler(
        Subject.of("web"),
        discovery,
        new DiscoverySettings(Duration.ZERO, Optional.empty(), FailPolicy.KEEPLAST),
        LIMIT,
        _ -> found.countDown(),
        scheduler);
  }

  private HealthScheduler health(HealthCheck check, CountDownLatch flipped) {
    return new HealthScheduler(
        Subject.of("web"),
        check,
        HealthCheckSettings.of(Duration.ofMinutes(1), LIMIT, 1, 1, InitialStatus.HEALTHY),
        host -> List.of(InetAddress.getAllByName(host)),
        (_, _, _) -> flipped.countDown(),
        scheduler);
  }

  private List<Backend> spin() {
    spinning.countDown();
    while (spin) {
      Thread.onSpinWait();
    }
    return List.of();
  }
}
