package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthResult.Status;
import io.weir.api.health.HealthTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link HealthCheck}. Extend it, name your factory, a configuration, and targets
 * that work and do not.
 */
public abstract class HealthCheckContract extends ExtensionContract<HealthCheck> {
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(30);

  @Override
  protected abstract HealthCheckFactory<?> factory();

  /** A target that works. */
  protected abstract HealthTarget healthy() throws Exception;

  /** A target that does not work. */
  protected abstract HealthTarget unhealthy() throws Exception;

  /** A target whose check never ends by itself; empty if there is none. */
  protected Optional<HealthTarget> hanging() throws Exception {
    return Optional.empty();
  }

  @Test
  void supportsSomeProtocol() {
    HealthCheckFactory<?> factory = factory();
    assertThat(List.of("tcp", "tls", "udp")).anyMatch(factory::supports);
  }

  @Test
  void findsTheHealthyHealthyEachTime() throws Exception {
    HealthCheck check = create();
    HealthTarget target = healthy();
    for (int i = 0; i < 3; i++) {
      assertThat(callWithin(CHECK_LIMIT, () -> check.check(target)).status())
          .isEqualTo(Status.HEALTHY);
    }
  }

  @Test
  void saysWhatIsWrongWithTheUnhealthy() throws Exception {
    HealthCheck check = create();
    HealthTarget target = unhealthy();
    assertThat(reasonOf(() -> check.check(target))).isNotBlank();
  }

  /** The same instance judges one backend by that backend alone. */
  @Test
  void tellsTargetsApart() throws Exception {
    HealthCheck check = create();
    HealthTarget healthy = healthy();
    HealthTarget unhealthy = unhealthy();
    assertThat(reasonOf(() -> check.check(unhealthy))).isNotBlank();
    assertThat(callWithin(CHECK_LIMIT, () -> check.check(healthy)).status())
        .isEqualTo(Status.HEALTHY);
    assertThat(reasonOf(() -> check.check(unhealthy))).isNotBlank();
  }

  @Test
  void checksSeveralBackendsAtTheSameTime() throws Exception {
    HealthCheck check = create();
    HealthTarget target = healthy();
    List<FutureTask<HealthResult>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      FutureTask<HealthResult> task = new FutureTask<>(() -> check.check(target));
      tasks.add(task);
      Thread.ofPlatform().daemon().start(task);
    }
    for (FutureTask<HealthResult> task : tasks) {
      assertThat(callWithin(CHECK_LIMIT, task::get).status()).isEqualTo(Status.HEALTHY);
    }
  }

  @Test
  void checkEndsWhenInterrupted() throws Exception {
    Optional<HealthTarget> hanging = hanging();
    assumeTrue(hanging.isPresent(), "this check cannot hang");
    HealthCheck check = create();
    assertEndsWhenInterrupted(() -> check.check(hanging.orElseThrow()));
  }

  /** Both ways of saying it count: a result, and an exception with a message. */
  private static String reasonOf(Callable<HealthResult> check) throws Exception {
    List<HealthResult> results = new ArrayList<>();
    Throwable failure = catchThrowable(() -> results.add(callWithin(CHECK_LIMIT, check)));
    if (failure != null) {
      assertThat(failure).isInstanceOf(Exception.class);
      return Objects.requireNonNullElse(failure.getMessage(), "");
    }
    assertThat(results.getFirst().status()).isEqualTo(Status.UNHEALTHY);
    return results.getFirst().detail();
  }
}
