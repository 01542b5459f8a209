package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthCheckFactory;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract lets a right check pass, and finds what a wrong one does. */
class HealthCheckContractTest {
  private static final int HEALTHY = 1;
  private static final int UNHEALTHY = 2;
  private static final int HANGING = 3;

  private record Keys() {}

  private static class Factory implements HealthCheckFactory<Keys> {
    private final HealthCheck check;

    Factory(HealthCheck check) {
      this.check = check;
    }

    @Override
    public String kind() {
      return "test";
    }

    @Override
    public Class<Keys> configType() {
      return Keys.class;
    }

    @Override
    public HealthCheck create(Keys config, PluginContext context) {
      return target -> check.check(target);
    }
  }

  private static HealthTarget target(int port) {
    return HealthTarget.of(
        Backend.of("127.0.0.1", port),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        Duration.ZERO);
  }

  private static HealthResult rightAnswer(HealthTarget target) throws Exception {
    return switch (target.address().getPort()) {
      case HEALTHY -> HealthResult.healthy();
      case HANGING -> {
        new CountDownLatch(1).await();
        yield HealthResult.healthy();
      }
      default -> throw new IOException("refused");
    };
  }

  private abstract static class Contract extends HealthCheckContract {
    @Override
    protected Record config() {
      return new Keys();
    }

    @Override
    protected HealthTarget healthy() {
      return target(HEALTHY);
    }

    @Override
    protected HealthTarget unhealthy() {
      return target(UNHEALTHY);
    }

    @Override
    protected Optional<HealthTarget> hanging() {
      return Optional.of(target(HANGING));
    }
  }

  @Nested
  class RightCheck extends Contract {
    @Override
    protected HealthCheckFactory<?> factory() {
      return new Factory(HealthCheckContractTest::rightAnswer);
    }
  }

  private static HealthCheckContract contractOf(HealthCheck check) {
    HealthCheckContract contract =
        new Contract() {
          @Override
          protected HealthCheckFactory<?> factory() {
            return new Factory(check);
          }
        };
    contract.lend(Path.of("no-folder-needed"));
    return contract;
  }

  private static void assertFound(ThrowingCallable rule) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class);
  }

  @Test
  void findsACheckThatFindsEverybodyHealthy() {
    HealthCheckContract contract = contractOf(_ -> HealthResult.healthy());
    assertFound(contract::saysWhatIsWrongWithTheUnhealthy);
    assertFound(contract::tellsTargetsApart);
  }

  @Test
  void findsACheckThatFindsNobodyHealthy() {
    HealthCheckContract contract = contractOf(_ -> HealthResult.unhealthy("refused"));
    assertFound(contract::findsTheHealthyHealthyEachTime);
    assertFound(contract::checksSeveralBackendsAtTheSameTime);
    assertFound(contract::checkEndsWhenInterrupted);
  }

  @Test
  void findsACheckThatSuitsNoProtocol() {
    HealthCheckContract contract =
        new Contract() {
          @Override
          protected HealthCheckFactory<?> factory() {
            return new Factory(HealthCheckContractTest::rightAnswer) {
              @Override
              public boolean supports(String protocol) {
                return false;
              }
            };
          }
        };
    assertFound(contract::supportsSomeProtocol);
  }

  @Test
  void findsACheckThatDoesNotSayWhy() {
    assertFound(contractOf(_ -> HealthResult.unhealthy(""))::saysWhatIsWrongWithTheUnhealthy);
    assertFound(
        contractOf(_ -> {
          throw new IOException();
        })
            ::saysWhatIsWrongWithTheUnhealthy);
  }

  @Test
  void findsACheckThatRemembersTheWrongBackend() {
    AtomicReference<HealthResult> last = new AtomicReference<>();
    HealthCheckContract contract =
        contractOf(target -> {
          last.compareAndSet(
              null,
              target.address().getPort() == HEALTHY
                  ? HealthResult.healthy()
                  : HealthResult.unhealthy("refused"));
          return last.get();
        });
    assertFound(contract::tellsTargetsApart);
  }
}
