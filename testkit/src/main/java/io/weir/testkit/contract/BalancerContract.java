package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link Balancer} and its selectors. Extend it and name your factory and a
 * configuration. Backends are equals here (weight 1, priority 1), so every one that is usable may
 * be chosen.
 */
public abstract class BalancerContract extends ExtensionContract<Balancer> {
  private static final List<Integer> SIZES = List.of(1, 2, 3, 10, 100, 1_000);
  private static final Duration CHOICE_LIMIT = Duration.ofSeconds(10);
  private static final FixedConnection CLIENT = FixedConnection.from("192.0.2.7");

  @Override
  protected abstract BalancerFactory<?> factory();

  /** So many equal backends, in weir's order. */
  protected static List<Backend> backends(int count) {
    List<Backend> backends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      backends.add(Backend.of("10.0." + i / 250 + "." + (i % 250 + 1), 80));
    }
    backends.sort(Comparator.comparing(Backend::address));
    return List.copyOf(backends);
  }

  @Test
  void choosesOnlyUsableBackends() throws Exception {
    Balancer balancer = create();
    Random random = new Random(4711);
    for (int size : SIZES) {
      Selector selector = balancer.over(backends(size));
      for (int round = 0; round < 300; round++) {
        FixedCandidates candidates = randomCandidates(size, random);
        int chosen = selector.select(randomClient(random), candidates);
        boolean anyUsable = false;
        for (int i = 0; i < size; i++) {
          anyUsable |= candidates.isUsable(i);
        }
        if (anyUsable) {
          assertThat(chosen).as("of %s", size).isBetween(0, size - 1);
          assertThat(candidates.isUsable(chosen)).as("%s of %s", chosen, size).isTrue();
        } else {
          assertThat(chosen).as("none of %s is usable", size).isEqualTo(Selector.NONE);
        }
      }
    }
  }

  @Test
  void choosesNoneWhereNoneIsUsable() throws Exception {
    Balancer balancer = create();
    for (int size : SIZES) {
      FixedCandidates candidates = new FixedCandidates(size);
      for (int i = 0; i < size; i++) {
        candidates.setUsable(i, false);
      }
      assertThat(balancer.over(backends(size)).select(CLIENT, candidates)).isEqualTo(Selector.NONE);
    }
  }

  @Test
  void choosesNoneAmongNoBackends() throws Exception {
    Selector selector = create().over(List.of());
    assertThat(selector.select(CLIENT, new FixedCandidates(0))).isEqualTo(Selector.NONE);
  }

  @Test
  void findsTheOnlyUsableBackend() throws Exception {
    Balancer balancer = create();
    Selector selector = balancer.over(backends(100));
    for (int only = 0; only < 100; only++) {
      FixedCandidates candidates = new FixedCandidates(100);
      for (int i = 0; i < 100; i++) {
        candidates.setUsable(i, i == only);
      }
      assertThat(selector.select(CLIENT, candidates)).isEqualTo(only);
    }
  }

  /** While one event loop chooses, others take the last places of what it has just looked at. */
  @Test
  void bearsAnswersThatChangeWhileItChooses() throws Exception {
    Balancer balancer = create();
    for (int size : SIZES) {
      Selector selector = balancer.over(backends(size));
      for (int answers = 0; answers <= 3 * Math.min(size, 20); answers++) {
        Candidates candidates = new FillingUp(size, answers);
        assertThat(callWithin(CHOICE_LIMIT, () -> selector.select(CLIENT, candidates)))
            .as("of %s, usable for %s answers", size, answers)
            .isBetween(Selector.NONE, size - 1);
      }
    }
  }

  /** Candidates all of which get unusable after so many answers. */
  private static final class FillingUp implements Candidates {
    private final int size;
    private int answers;

    FillingUp(int size, int answers) {
      this.size = size;
      this.answers = answers;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public boolean allUsable() {
      return false;
    }

    @Override
    public boolean isUsable(int index) {
      return answers-- > 0;
    }

    @Override
    public int activeConnections(int index) {
      return index;
    }

    @Override
    public long bytesPerSecond(int index) {
      return index;
    }
  }

  @Test
  void earlierSelectorsGoOnWorking() throws Exception {
    Balancer balancer = create();
    Selector before = balancer.over(backends(10));
    Selector after = balancer.over(backends(3));
    for (int i = 0; i < 100; i++) {
      assertThat(before.select(CLIENT, new FixedCandidates(10))).isBetween(0, 9);
      assertThat(after.select(CLIENT, new FixedCandidates(3))).isBetween(0, 2);
    }
  }

  @Test
  void choosesOnSeveralThreadsAtTheSameTime() throws Exception {
    Selector selector = create().over(backends(10));
    CountDownLatch begin = new CountDownLatch(1);
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FutureTask<Boolean> task =
          new FutureTask<>(() -> {
            begin.await();
            FixedCandidates candidates = new FixedCandidates(10).without(3, 7);
            boolean right = true;
            for (int n = 0; n < 20_000; n++) {
              int chosen = selector.select(CLIENT, candidates);
              right &= chosen >= 0 && chosen < 10 && candidates.isUsable(chosen);
            }
            return right;
          });
      tasks.add(task);
      Thread.ofPlatform().daemon().start(task);
    }
    begin.countDown();
    for (FutureTask<Boolean> task : tasks) {
      assertThat(task.get()).isTrue();
    }
  }

  @Test
  void choosingAllocatesNothing() throws Exception {
    Balancer balancer = create();
    for (int size : List.of(1, 10, 1_000)) {
      Selector selector = balancer.over(backends(size));
      FixedCandidates candidates = new FixedCandidates(size);
      assertAllocatesNothing(() -> selector.select(CLIENT, candidates), "all usable of " + size);
      candidates.setUsable(size / 2, false);
      assertAllocatesNothing(() -> selector.select(CLIENT, candidates), "all but one of " + size);
    }
  }

  @Test
  void feedbackAllocatesNothing() throws Exception {
    Balancer balancer = create();
    List<Backend> backends = backends(10);
    var _ = balancer.over(backends);
    for (Outcome outcome : Outcome.values()) {
      assertAllocatesNothing(
          () -> balancer.outcome(backends.get(3), outcome, 1_000_000), outcome.name());
    }
  }

  @Test
  void feedbackOnABackendThatIsGoneDoesNoHarm() throws Exception {
    Balancer balancer = create();
    var _ = balancer.over(backends(3));
    Selector selector = balancer.over(backends(2));
    for (Outcome outcome : Outcome.values()) {
      balancer.outcome(backends(3).get(2), outcome, 1_000_000);
    }
    assertThat(selector.select(CLIENT, new FixedCandidates(2))).isBetween(0, 1);
  }

  private static void assertAllocatesNothing(Runnable call, String what) {
    OptionalDouble bytes = AllocatedBytes.perCall(call);
    assumeTrue(bytes.isPresent(), "this JVM does not count what threads allocate");
    // Less than one object in thousands of calls: the compiler at work, not the balancer.
    assertThat(bytes.getAsDouble()).as("bytes per call, %s", what).isLessThan(0.1);
  }

  private static FixedCandidates randomCandidates(int size, Random random) {
    FixedCandidates candidates = new FixedCandidates(size);
    double share = random.nextDouble();
    for (int i = 0; i < size; i++) {
      candidates.setUsable(i, random.nextDouble() < share);
      candidates.setActiveConnections(i, random.nextInt(1_000));
      candidates.setBytesPerSecond(i, random.nextLong(1L << 40));
    }
    return candidates;
  }

  private static FixedConnection randomClient(Random random) {
    return FixedConnection.from("198.51.100." + random.nextInt(256));
  }
}
