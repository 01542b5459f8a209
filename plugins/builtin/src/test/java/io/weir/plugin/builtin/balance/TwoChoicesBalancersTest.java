package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoChoicesBalancersTest {
  private static final int ELECTIONS = 60_000;

  /** Chi-square with 2 and 3 degrees of freedom is above these once in 1,000 seeds. */
  private static final double LIMIT_2 = 13.82;

  private static final double LIMIT_3 = 16.27;

  private static final List<Backend> FOUR =
      IntStream.range(0, 4).mapToObj(i -> Backend.of("a", 80 + i)).toList();

  private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
  private final LeastLatencyBalancer leastLatency =
      new LeastLatencyBalancer(
          new LeastLatencyConfig(Duration.ofSeconds(10), Duration.ofSeconds(1)),
          new Random(20261126),
          clock::get);

  private static Selector p2c() {
    return new TwoChoicesBalancer(new Random(20261126)).over(FOUR);
  }

  private static int[] elect(Selector selector, Candidates candidates) {
    int[] chosen = new int[candidates.size()];
    for (int i = 0; i < ELECTIONS; i++) {
      chosen[selector.select(FixedConnection.from("127.0.0.1"), candidates)]++;
    }
    return chosen;
  }

  private static double chiSquare(int[] observed, double... shares) {
    double result = 0;
    for (int i = 0; i < shares.length; i++) {
      double expected = ELECTIONS * shares[i];
      result += (observed[i] - expected) * (observed[i] - expected) / expected;
    }
    return result;
  }

  /** Of the six pairs the least loaded wins three, the next one two, the third one. */
  @Test
  void p2cTakesTheLessLoadedOfAPair() {
    int[] chosen = elect(p2c(), new FixedCandidates(4).withActiveConnections(40, 10, 30, 20));

    assertThat(chosen[0]).isZero();
    assertThat(chiSquare(new int[] {chosen[1], chosen[3], chosen[2]}, 3 / 6.0, 2 / 6.0, 1 / 6.0))
        .isLessThan(LIMIT_2);
  }

  @Test
  void p2cIsUniformAmongEquals() {
    assertThat(chiSquare(elect(p2c(), new FixedCandidates(4)), 0.25, 0.25, 0.25, 0.25))
        .isLessThan(LIMIT_3);
  }

  @Test
  void p2cPassesOverWhatCannotBeChosen() {
    int[] chosen = elect(p2c(), new FixedCandidates(4).without(1));

    assertThat(chosen[1]).isZero();
    assertThat(chiSquare(new int[] {chosen[0], chosen[2], chosen[3]}, 1 / 3.0, 1 / 3.0, 1 / 3.0))
        .isLessThan(LIMIT_2);
    assertThat(elect(p2c(), new FixedCandidates(4).without(0, 1, 3))[2]).isEqualTo(ELECTIONS);
  }

  @Test
  void choosesNoneWhereThereIsNone() {
    var connection = FixedConnection.from("127.0.0.1");

    assertThat(p2c().select(connection, new FixedCandidates(4).without(0, 1, 2, 3)))
        .isEqualTo(NONE);
    assertThat(new TwoChoicesBalancer().over(List.of()).select(connection, new FixedCandidates(0)))
        .isEqualTo(NONE);
    assertThat(
            leastLatency.over(FOUR).select(connection, new FixedCandidates(4).without(0, 1, 2, 3)))
        .isEqualTo(NONE);
  }

  @Test
  void leastLatencyTakesTheOneThatConnectsSooner() {
    Selector selector = leastLatency.over(FOUR);
    for (int i = 0; i < 4; i++) {
      leastLatency.outcome(FOUR.get(i), Outcome.CONNECTED, (4 - i) * 1_000_000L);
    }

    int[] chosen = elect(selector, new FixedCandidates(4));

    assertThat(chosen[0]).isZero();
    assertThat(chiSquare(new int[] {chosen[3], chosen[2], chosen[1]}, 3 / 6.0, 2 / 6.0, 1 / 6.0))
        .isLessThan(LIMIT_2);
  }

  @Test
  void leastLatencyCountsConnectionsToo() {
    List<Backend> two = FOUR.subList(0, 2);
    Selector selector = leastLatency.over(two);
    leastLatency.outcome(two.get(0), Outcome.CONNECTED, 1_000_000);
    leastLatency.outcome(two.get(1), Outcome.CONNECTED, 3_000_000);

    assertThat(elect(selector, new FixedCandidates(2).withActiveConnections(1, 0))[1]).isZero();
    assertThat(elect(selector, new FixedCandidates(2).withActiveConnections(3, 0))[0]).isZero();
  }

  @Test
  void leastLatencyFollowsASlowConnectAtOnceAndForgetsItByAndBy() {
    List<Backend> two = FOUR.subList(0, 2);
    Selector selector = leastLatency.over(two);
    leastLatency.outcome(two.get(0), Outcome.CONNECTED, 1_000_000);
    leastLatency.outcome(two.get(1), Outcome.CONNECTED, 2_000_000);
    leastLatency.outcome(two.get(0), Outcome.CONNECTED, 50_000_000);
    assertThat(elect(selector, new FixedCandidates(2))[0]).isZero();

    // 50 ms fall to 0.9 ms in four times the decay.
    clock.addAndGet(Duration.ofSeconds(40).toNanos());
    leastLatency.outcome(two.get(1), Outcome.CONNECTED, 2_000_000);
    assertThat(elect(selector, new FixedCandidates(2))[1]).isZero();
  }

  @Test
  void leastLatencyAveragesWhatIsFasterThanBefore() {
    var latency = new PeakLatency(10, 0);
    latency.add(100, 0);

    latency.add(20, 10);

    double share = Math.exp(-1);
    assertThat(latency.at(10)).isCloseTo(100 * share + 20 * (1 - share), offset(1e-9));
  }

  @Test
  void leastLatencyKeepsAwayFromOneThatFails() {
    List<Backend> two = FOUR.subList(0, 2);
    Selector selector = leastLatency.over(two);
    leastLatency.outcome(two.get(0), Outcome.FAILED, 10_000);
    leastLatency.outcome(two.get(1), Outcome.CONNECTED, 100_000_000);

    assertThat(elect(selector, new FixedCandidates(2))[0]).isZero();
  }

  @Test
  void leastLatencyRemembersOverAChangeOfTheSetButNotForEver() {
    List<Backend> two = FOUR.subList(0, 2);
    Selector _ = leastLatency.over(two);
    leastLatency.outcome(two.get(0), Outcome.CONNECTED, Duration.ofDays(100).toNanos());

    assertThat(elect(leastLatency.over(two), new FixedCandidates(2))[0]).isZero();

    clock.addAndGet(Duration.ofHours(2).toNanos());
    assertThat(chiSquare(elect(leastLatency.over(two), new FixedCandidates(2)), 0.5, 0.5))
        .isLessThan(LIMIT_2);
  }

  @Test
  void timesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new LeastLatencyConfig(Duration.ZERO, Duration.ZERO))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("decay (expected: more than 0)");
    assertThatThrownBy(() -> new LeastLatencyConfig(Duration.ofSeconds(1), Duration.ofSeconds(-1)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("failure_penalty (expected: 0 or more)");
  }
}
