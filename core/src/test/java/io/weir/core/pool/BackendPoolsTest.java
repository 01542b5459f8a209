package io.weir.core.pool;

import static io.weir.core.pool.PoolConfigs.config;
import static io.weir.core.pool.PoolConfigs.withBalancer;
import static io.weir.core.pool.PoolConfigs.withSni;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import io.weir.api.discovery.Discovery;
import io.weir.api.health.HealthCheck;
import io.weir.api.health.HealthResult;
import io.weir.api.health.HealthTarget;
import io.weir.core.config.HealthCheckSettings.InitialStatus;
import io.weir.core.config.ServerConfig;
import io.weir.core.config.SniConfig;
import io.weir.core.config.SniConfig.Matching;
import io.weir.core.config.SniConfig.Unexpected;
import io.weir.core.stats.RateSampler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.mockito.stubbing.Answer;

@ExtendWith(MockitoExtension.class)
class BackendPoolsTest {
  private static final TestConnection CONNECTION = new TestConnection();

  @Mock private Discovery discovery;
  @Mock private HealthCheck check;
  @Mock private Balancer balancer;

  @Test
  void aServerFindsChecksAndElectsItsBackends() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1", "localhost:2"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    when(check.check(any()))
        .thenAnswer(call ->
            call.<HealthTarget>getArgument(0).address().getPort() == 2
                ? HealthResult.healthy()
                : HealthResult.unhealthy("refused"));
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check);
        BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY))) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);

      await()
          .untilAsserted(() ->
              assertThat(pool.begin().elect(CONNECTION)).isNotNull().hasToString("localhost:2"));

      assertThat(pool.members())
          .extracting(PoolMember::toString)
          .containsExactly("127.0.0.1:1", "localhost:2");
      assertThat(pool.members().getFirst().live()).isFalse();
    }
  }

  @Test
  void withoutAHealthCheckEveryDiscoveredBackendCountsAsLive() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, null);
        BackendPool pool = wiring.pools.open("web", config("test", null))) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);

      assertThat(pool.members().getFirst().live()).isTrue();
    }
  }

  @Test
  void initialStatusUnhealthyKeepsBackendsOutUntilTheirChecksPass() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(check.check(any())).thenReturn(HealthResult.unhealthy("refused"));
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check);
        BackendPool pool = wiring.pools.open("web", config(InitialStatus.UNHEALTHY))) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);
      verify(check, timeout(10_000)).check(any());

      assertThat(pool.begin().elect(CONNECTION)).isNull();
    }
  }

  @Test
  void closingThePoolClosesEveryProductOnce() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> Selector.NONE);
    lenient().when(check.check(any())).thenReturn(HealthResult.healthy());
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check)) {
      BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY));
      pool.discovered().toCompletableFuture().get(10, SECONDS);

      pool.close();
      pool.close();

      verify(discovery, times(1)).close();
      verify(check, times(1)).close();
      verify(balancer, times(1)).close();
      assertThat(pool.members()).isEmpty();
    }
  }

  /** Each has seconds to close, and three that need them must not need three times as many. */
  @Test
  void productsAreClosedAtTheSameTimeWhenTheirCallsHaveEnded() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    when(discovery.fetch())
        .thenAnswer(_ -> {
          asked.countDown();
          try {
            new CountDownLatch(1).await();
            return Members.backends();
          } finally {
            returned.countDown();
          }
        });
    CyclicBarrier closing = new CyclicBarrier(3);
    Answer<Void> together =
        _ -> {
          assertThat(returned.getCount()).isZero();
          closing.await(10, SECONDS);
          return null;
        };
    doAnswer(together).when(discovery).close();
    doAnswer(together).when(check).close();
    doAnswer(together).when(balancer).close();
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check);
        LogCapture log = new LogCapture(PluginCloser.class)) {
      BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY));
      assertThat(asked.await(10, SECONDS)).isTrue();

      pool.close();

      assertThat(log.lines()).isEmpty();
      verify(balancer, times(1)).close();
    }
  }

  @Test
  void failuresAreCountedOverAChangeOfTheConfiguration() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    when(check.check(any())).thenReturn(HealthResult.unhealthy("refused"));
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check);
        BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY))) {
      await().until(() -> pool.failures().checks() == 1);
      assertThat(pool.failures().discoveries()).isZero();
      doThrow(new IOException("no answer")).when(nextFetch(wiring)).fetch();

      wiring.pools.prepare(pool, "web", config("other", Duration.ofSeconds(5))).commit();

      await().until(() -> pool.failures().discoveries() >= 1);
      assertThat(pool.failures().checks()).isGreaterThanOrEqualTo(1);
    }
  }

  private static Discovery nextFetch(PoolWiring wiring) {
    Discovery failing = mock(Discovery.class);
    wiring.nextDiscovery = failing;
    return failing;
  }

  @Test
  void aProductThatFailsToCloseKeepsTheOthersFromNothing() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends());
    doAnswer(
            _ -> {
              throw new IOException("still busy");
            })
        .when(discovery)
        .close();
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, null);
        LogCapture log = new LogCapture(PluginCloser.class)) {
      BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY));
      pool.discovered().toCompletableFuture().get(10, SECONDS);

      pool.close();

      verify(balancer).close();
      assertThat(log.lines())
          .containsExactly("WARN discovery did not close server=web reason=still busy");
    }
  }

  @Test
  void ratesOfMembersAreWorkedOutWhileTrafficGoesOn() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, null);
        BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY))) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);
      PoolMember member = pool.members().getFirst();

      member.counters().addTx(1_000_000);

      await().until(() -> member.bytesPerSecond() > 0);
      assertThat(wiring.injector.getInstance(RateSampler.class))
          .isSameAs(wiring.injector.getInstance(RateSampler.class));
    }
  }

  @Test
  void aChangeKeepsMembersWithTheirCountsAndWhatDidNotChange() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1", "127.0.0.1:2"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    when(check.check(any())).thenReturn(HealthResult.healthy());
    Discovery nextDiscovery = mock(Discovery.class);
    when(nextDiscovery.fetch()).thenReturn(Members.backends("127.0.0.1:2", "127.0.0.1:3"));
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check);
        BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY))) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);
      PoolMember kept = pool.members().getLast();
      kept.counters().addRx(5);
      wiring.nextDiscovery = nextDiscovery;

      wiring.pools.prepare(pool, "web", config("other", Duration.ofSeconds(5))).commit();

      assertThat(pool.members())
          .extracting(PoolMember::toString)
          .containsExactly("127.0.0.1:2", "127.0.0.1:3");
      assertThat(pool.members().getFirst()).isSameAs(kept);
      assertThat(kept.counters().rx()).isEqualTo(5);
      verify(discovery, times(1)).close();
      verify(check, never()).close();
      verify(balancer, never()).close();
    }
    verify(nextDiscovery, times(1)).close();
    verify(discovery, times(1)).close();
  }

  @Test
  void aProductOutlivesAChangeOfTheTimesAtWhichItIsAsked() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    when(check.check(any())).thenReturn(HealthResult.unhealthy("refused"));
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check);
        BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY))) {
      await().until(() -> !pool.members().isEmpty() && !pool.members().getFirst().live());

      wiring.pools.prepare(pool, "web", config("test", Duration.ofSeconds(9))).commit();

      assertThat(pool.members().getFirst().live()).as("it keeps its health").isFalse();
      verify(check, timeout(10_000).times(2)).check(any());
      verify(check, never()).close();
      verify(discovery, never()).close();
    }
    verify(check, times(1)).close();
  }

  @Test
  void withoutChecksEveryMemberIsLive() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    when(check.check(any())).thenReturn(HealthResult.unhealthy("refused"));
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, check);
        BackendPool pool = wiring.pools.open("web", config(InitialStatus.HEALTHY))) {
      await().until(() -> !pool.members().isEmpty() && !pool.members().getFirst().live());

      wiring.pools.prepare(pool, "web", config("test", null)).commit();

      assertThat(pool.members().getFirst().live()).isTrue();
      assertThat(pool.snapshot().eligible()).isEqualTo(1);
      verify(check, times(1)).close();
    }
  }

  @Test
  void aConnectionReportsToTheBalancerThatChoseAndNeverToOneThatIsClosed() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    Balancer nextBalancer = mock(Balancer.class);
    when(nextBalancer.over(any())).thenReturn((_, _) -> 0);
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, null);
        BackendPool pool = wiring.pools.open("web", config("test", null))) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);
      Election election = pool.begin();
      PoolMember member = election.elect(CONNECTION);
      election.report(member, Outcome.CONNECTED, 1);
      verify(balancer).outcome(member.backend(), Outcome.CONNECTED, 1);
      wiring.nextBalancer = nextBalancer;

      wiring.pools.prepare(pool, "web", withBalancer(config("test", null), "other")).commit();

      election.report(member, Outcome.CLOSED, 2);
      election.release(member);
      verify(balancer, times(1)).close();
      verify(balancer, never()).outcome(any(), eq(Outcome.CLOSED), anyLong());
      verify(nextBalancer, never()).outcome(any(), any(), anyLong());
      Election next = pool.begin();
      next.report(next.elect(CONNECTION), Outcome.FAILED, 3);
      verify(nextBalancer).outcome(member.backend(), Outcome.FAILED, 3);
    }
  }

  @Test
  void namesLeadToBackendsFromTheStartAndByAnotherSectionAfterAChange() throws Exception {
    when(discovery.fetch())
        .thenReturn(
            List.of(Backend.of("127.0.0.1", 1), Backend.of("127.0.0.1", 2).withSni("a.example")));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    ServerConfig exact = withSni(config("test", null), section(Matching.EXACT));
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, null);
        BackendPool pool = wiring.pools.open("web", exact)) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);
      TestConnection connection = new TestConnection("www.a.example");
      assertThat(pool.beginByName().elect(new TestConnection("a.example")))
          .hasToString("127.0.0.1:2");
      assertThat(pool.beginByName().elect(connection)).hasToString("127.0.0.1:1");

      wiring
          .pools
          .prepare(pool, "web", withSni(config("test", null), section(Matching.REGEXP)))
          .commit();

      CountDownLatch known = new CountDownLatch(1);
      assertThat(pool.beginByName().prepare(connection, known::countDown)).isFalse();
      assertThat(known.await(10, SECONDS)).isTrue();
      assertThat(pool.beginByName().elect(connection)).hasToString("127.0.0.1:2");

      wiring.pools.prepare(pool, "web", config("test", null)).commit();

      assertThat(pool.beginByName().elect(connection)).hasToString("127.0.0.1:1");
    }
  }

  private static SniConfig section(Matching matching) {
    return new SniConfig(Duration.ofSeconds(2), matching, Unexpected.DEFAULT);
  }

  @Test
  void aChangeThatIsRolledBackClosesOnlyWhatWasMadeForIt() throws Exception {
    when(discovery.fetch()).thenReturn(Members.backends("127.0.0.1:1"));
    when(balancer.over(any())).thenReturn((_, _) -> 0);
    Discovery nextDiscovery = mock(Discovery.class);
    try (PoolWiring wiring = new PoolWiring(balancer, discovery, null);
        BackendPool pool = wiring.pools.open("web", config("test", null))) {
      pool.discovered().toCompletableFuture().get(10, SECONDS);
      wiring.nextDiscovery = nextDiscovery;

      wiring.pools.prepare(pool, "web", config("other", null)).rollback();

      verify(nextDiscovery, times(1)).close();
      verify(nextDiscovery, never()).fetch();
      verify(discovery, never()).close();
      assertThat(pool.members()).hasSize(1);
    }
    verify(discovery, times(1)).close();
  }
}
