package io.weir.core.pool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.api.Backend;
import io.weir.core.config.SniConfig;
import io.weir.core.config.SniConfig.Matching;
import io.weir.core.config.SniConfig.Unexpected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class PoolConcurrencyTest {
  private static final TestConnection CONNECTION = new TestConnection();
  private static final int LIMIT = 3;
  private static final int ADDRESSES = 6;

  private final FailsafeBalancer guarded =
      new FailsafeBalancer(Subject.of("web"), new TestBalancer(), Duration.ofSeconds(60));
  private final PoolWriter writer =
      new PoolWriter(
          "web", guarded, Members.factory(true), PoolClock.SYSTEM, Thread::startVirtualThread);
  private final BackendPool pool = new BackendPool(guarded, writer, List.of());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean stop = new AtomicBoolean();

  @AfterEach
  void end() {
    stop.set(true);
    threads.shutdownNow();
  }

  @Test
  void noMemberIsEverOverItsLimitWhileListsAndHealthChange() throws Exception {
    Map<PoolMember, AtomicInteger> holders = new ConcurrentHashMap<>();
    AtomicInteger elected = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int t = 0; t < 6; t++) {
      running.add(
          threads.submit(() -> {
            while (!stop.get()) {
              Election election = pool.begin();
              PoolMember member = election.elect(CONNECTION);
              PoolMember retry = election.elect(CONNECTION);
              hold(holders, member);
              hold(holders, retry);
              assertThat(retry == null || retry != member).isTrue();
              elected.addAndGet(member == null ? 0 : 1);
              letGo(holders, election, member);
              letGo(holders, election, retry);
            }
            return null;
          }));
    }
    running.add(threads.submit(() -> changeForAWhile(20_000)));
    running.getLast().get(50, SECONDS);
    stop.set(true);
    for (Future<?> thread : running) {
      thread.get(10, SECONDS);
    }

    assertThat(elected.get()).isPositive();
    assertThat(holders.keySet()).allMatch(member -> member.activeConnections() == 0);
    writer.setBackends(List.of());
    await().until(() -> pool.members().isEmpty());
  }

  @Test
  void afterAListWasPublishedNobodyGetsAMemberThatVanished() throws Exception {
    Backend stays = Members.backend("10.0.0.1:80");
    for (int round = 0; round < 100; round++) {
      Backend leaves = Members.backend("10.0.1." + round % 250 + ":80");
      writer.setBackends(List.of(stays, leaves));
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> pool.snapshot().eligible() == 2);
      PoolMember leaving =
          pool.members().stream()
              .filter(member -> member.backend().equals(leaves))
              .findFirst()
              .orElseThrow();
      AtomicBoolean published = new AtomicBoolean();
      AtomicBoolean over = new AtomicBoolean();
      CountDownLatch started = new CountDownLatch(3);
      List<Future<Integer>> late = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        late.add(threads.submit(() -> electedTooLate(leaving, started, published, over)));
      }
      started.await();

      writer.setBackends(List.of(stays));
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> pool.snapshot().eligible() == 1);
      published.set(true);
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> !pool.members().contains(leaving));
      over.set(true);

      for (Future<Integer> thread : late) {
        assertThat(thread.get(10, SECONDS)).isZero();
      }
      assertThat(leaving.activeConnections()).isZero();
    }
  }

  @Test
  void somebodyIsElectedAtEveryMomentWhileAListReplacesAnother() throws Exception {
    writer.setBackends(Members.backends("10.0.0.1:80"));
    await().until(() -> pool.snapshot().eligible() == 1);
    List<Future<Integer>> emptyHanded = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      emptyHanded.add(threads.submit(this::emptyHandedElections));
    }

    for (int round = 0; round < 2000; round++) {
      String address = "10.0.0." + (2 + round % 200) + ":80";
      writer.setBackends(Members.backends(address));
      writer.applied().toCompletableFuture().get(10, SECONDS);
      assertThat(pool.members()).extracting(PoolMember::toString).contains(address);
    }
    stop.set(true);

    for (Future<Integer> thread : emptyHanded) {
      assertThat(thread.get(10, SECONDS)).isZero();
    }
  }

  @Test
  void everyNameGetsItsOwnBackendWhileExpressionsHealthAndNamesChange() throws Exception {
    List<Backend> lasting =
        List.of(
            Backend.of("10.0.0.1", 1),
            Backend.of("10.0.0.1", 2).withSni("^a"),
            Backend.of("10.0.0.1", 3).withSni("^b"));
    writer.setRouting(new SniConfig(Duration.ofSeconds(2), Matching.REGEXP, Unexpected.REJECT));
    writer.setBackends(lasting);
    await().until(() -> pool.snapshot().eligible() == 3);
    List<Future<Integer>> running = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int seed = t;
      running.add(threads.submit(() -> electionsByName(new Random(seed))));
    }

    for (int round = 0; round < 300; round++) {
      List<Backend> backends = new ArrayList<>(lasting);
      backends.add(Backend.of("10.0.0.2", 1 + round % 5).withSni("^c" + round % 7));
      writer.setBackends(backends);
      writer.setLive(pool.members().getFirst(), round % 2 == 0, "");
      writer.applied().toCompletableFuture().get(10, SECONDS);
    }
    stop.set(true);

    for (Future<Integer> thread : running) {
      assertThat(thread.get(10, SECONDS)).isPositive();
    }
  }

  private int electionsByName(Random random) throws InterruptedException {
    int elected = 0;
    while (!stop.get()) {
      String letter = random.nextBoolean() ? "a" : "b";
      TestConnection connection = new TestConnection(letter + random.nextInt(2000));
      Election election = pool.beginByName();
      CountDownLatch told = new CountDownLatch(1);
      if (!election.prepare(connection, told::countDown)) {
        assertThat(told.await(10, SECONDS)).isTrue();
      }
      PoolMember member = election.elect(connection);
      // It may have been forgotten again at once, and a connection would ask again.
      if (member != null) {
        assertThat(member.backend().sni()).isEqualTo("^" + letter);
        assertThat(election.elect(connection)).isNull();
        election.release(member);
        elected++;
      }
    }
    return elected;
  }

  private int emptyHandedElections() {
    int count = 0;
    while (!stop.get()) {
      Election election = pool.begin();
      PoolMember member = election.elect(CONNECTION);
      if (member == null) {
        count++;
      } else {
        election.release(member);
      }
    }
    return count;
  }

  private int electedTooLate(
      PoolMember leaving, CountDownLatch started, AtomicBoolean published, AtomicBoolean over) {
    int late = 0;
    started.countDown();
    while (!over.get()) {
      boolean after = published.get();
      Election election = pool.begin();
      PoolMember member = election.elect(CONNECTION);
      if (after && member == leaving) {
        late++;
      }
      election.release(member);
    }
    return late;
  }

  private Void changeForAWhile(int changes) {
    Random random = new Random(7);
    for (int i = 0; i < changes; i++) {
      if (random.nextInt(3) == 0) {
        List<Backend> backends = new ArrayList<>();
        for (int n = 0; n < ADDRESSES; n++) {
          if (random.nextBoolean()) {
            backends.add(Members.backend(Members.address(n)).withMaxConnections(LIMIT));
          }
        }
        writer.setBackends(backends);
      } else {
        List<PoolMember> members = pool.members();
        if (!members.isEmpty()) {
          writer.setLive(members.get(random.nextInt(members.size())), random.nextInt(4) > 0, "");
        }
      }
    }
    return null;
  }

  private static void hold(Map<PoolMember, AtomicInteger> holders, PoolMember member) {
    if (member != null) {
      int now = holders.computeIfAbsent(member, _ -> new AtomicInteger()).incrementAndGet();
      assertThat(now).isLessThanOrEqualTo(LIMIT);
    }
  }

  private static void letGo(
      Map<PoolMember, AtomicInteger> holders, Election election, PoolMember member) {
    if (member != null) {
      holders.get(member).decrementAndGet();
      election.release(member);
    }
  }
}
