package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailsafeBalancerTest {
  private static final TestConnection CONNECTION = new TestConnection();
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final AtomicBoolean broken = new AtomicBoolean(true);

  @Test
  void oneThatThrowsIsReplacedByAnyUsableBackendUntilItWorks() {
    try (LogCapture log = new LogCapture(FailsafeBalancer.class)) {
      PoolWriter writer =
          writer(_ -> {
            if (broken.get()) {
              throw new IllegalStateException("no table");
            }
            return (_, _) -> 0;
          });
      BackendPool pool = pool(writer);
      writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
      assertThat(elections(pool, 100)).isEqualTo(100);

      broken.set(false);
      writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));

      assertThat(pool.begin().elect(CONNECTION)).isSameAs(pool.members().getFirst());
      assertThat(log.lines())
          .containsExactly(
              "ERROR balancer fails server=web reason=IllegalStateException: no table failures=1",
              "INFO balancer works again server=web failures=1");
    }
  }

  @Test
  void oneThatHangsIsNotCalledAgainBesideItselfAndIsTakenUpWhenItComesBack() {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    PoolWriter writer =
        writer(_ -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          awaitUninterruptibly(goOn);
          running.decrementAndGet();
          return (_, _) -> 1;
        });
    BackendPool pool = pool(writer);

    writer.setBackends(Members.backends("10.0.0.1:80"));
    writer.setBackends(Members.backends("10.0.0.1:80", "10.0.0.2:80"));
    assertThat(elections(pool, 100)).isEqualTo(100);

    goOn.countDown();
    await()
        .untilAsserted(() -> {
          for (int i = 0; i < 20; i++) {
            assertThat(pool.begin().elect(CONNECTION)).isSameAs(pool.members().getLast());
          }
        });
    assertThat(most).hasValue(1);
  }

  @Test
  void aSelectorThatThrowsCostsNoConnectionAndOneLine() {
    try (LogCapture log = new LogCapture(FailsafeSelector.class)) {
      BackendPool pool =
          BackendPool.fixed(
              "web",
              _ ->
                  (_, _) -> {
                    throw new ArithmeticException("/ by zero");
                  },
              Members.backends("10.0.0.1:80", "10.0.0.2:80"));

      assertThat(elections(pool, 100)).isEqualTo(100);

      assertThat(log.lines())
          .containsExactly(
              "ERROR balancer fails to choose, any usable backend is taken server=web"
                  + " reason=ArithmeticException: / by zero");
    }
  }

  @Test
  void aSelectorThatPointsAtNobodyCostsNoConnection() {
    for (int wrong : new int[] {2, -2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      BackendPool pool =
          BackendPool.fixed(
              "web", _ -> (_, _) -> wrong, Members.backends("10.0.0.1:80", "10.0.0.2:80"));

      assertThat(elections(pool, 10)).isEqualTo(10);
    }
  }

  @Test
  void noSelectorAtAllCostsNoConnection() {
    BackendPool pool = BackendPool.fixed("web", _ -> null, Members.backends("10.0.0.1:80"));

    assertThat(elections(pool, 10)).isEqualTo(10);
  }

  @Test
  void feedbackThatThrowsReachesNoConnection() {
    Balancer deaf =
        new Balancer() {
          @Override
          public Selector over(List<Backend> backends) {
            return (_, _) -> 0;
          }

          @Override
          public void outcome(Backend backend, Outcome outcome, long nanos) {
            throw new IllegalStateException("not now");
          }
        };
    BackendPool pool = BackendPool.fixed("web", deaf, Members.backends("10.0.0.1:80"));
    Election election = pool.begin();

    election.report(election.elect(CONNECTION), Outcome.CONNECTED, 1);

    assertThat(elections(pool, 1)).isEqualTo(1);
  }

  @Test
  void theFallbackKeepsLimits() {
    BackendPool pool =
        BackendPool.fixed(
            "web", _ -> null, List.of(Members.backend("10.0.0.1:80").withMaxConnections(2)));

    assertThat(elections(pool, 10)).isEqualTo(2);
  }

  private PoolWriter writer(Balancer balancer) {
    return new PoolWriter(
        "web",
        new FailsafeBalancer(Subject.of("web"), balancer, PATIENCE),
        Members.factory(true),
        PoolClock.SYSTEM,
        Runnable::run);
  }

  private static BackendPool pool(PoolWriter writer) {
    FailsafeBalancer unused =
        new FailsafeBalancer(Subject.of("web"), _ -> (_, _) -> Selector.NONE, PATIENCE);
    return new BackendPool(unused, writer, List.of());
  }

  private static int elections(BackendPool pool, int count) {
    int elected = 0;
    for (int i = 0; i < count; i++) {
      elected += pool.begin().elect(CONNECTION) == null ? 0 : 1;
    }
    return elected;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException _) {
        // A plugin that does not care.
        done = false;
      }
    }
  }
}
