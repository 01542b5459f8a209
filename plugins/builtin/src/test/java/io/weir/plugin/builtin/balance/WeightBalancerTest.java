package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.api.config.InvalidConfigException;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightBalancerTest {
  private static final int ELECTIONS = 100_000;

  @Test
  void choosesInProportionToWeight() {
    Selector selector = selector(weights(1, 2, 3, 4));

    int[] chosen = elect(selector, new FixedCandidates(4));

    assertThat(chiSquare(chosen, 1, 2, 3, 4)).isLessThan(LIMIT_3);
  }

  @Test
  void keepsTheProportionsAmongTheUsableOnes() {
    Selector selector = selector(weights(1, 2, 3, 4));

    int[] chosen = elect(selector, new FixedCandidates(4).without(1));

    assertThat(chosen[1]).isZero();
    assertThat(chiSquare(new int[] {chosen[0], chosen[2], chosen[3]}, 1, 3, 4)).isLessThan(LIMIT_2);
  }

  @Test
  void keepsTheProportionsWhenOnlyAFewOfManyAreUsable() {
    // 3 of 1,000: nearly every election has to look at all of them.
    int[] weights = IntStream.range(0, 1000).map(i -> 1 + i % 3).toArray();
    int[] others = IntStream.range(3, 1000).toArray();

    int[] chosen = elect(selector(weights(weights)), new FixedCandidates(1000).without(others));

    assertThat(chiSquare(Arrays.copyOf(chosen, 3), 1, 2, 3)).isLessThan(LIMIT_2);
  }

  @Test
  void choosesUniformlyWhereAllWeightsAreZero() {
    int[] chosen = elect(selector(weights(0, 0, 0, 0)), new FixedCandidates(4));

    assertThat(chiSquare(chosen, 1, 1, 1, 1)).isLessThan(LIMIT_3);
  }

  @Test
  void choosesUniformlyWhereAllUsableWeightsAreZero() {
    int[] chosen = elect(selector(weights(0, 7, 0, 0)), new FixedCandidates(4).without(1));

    assertThat(chosen[1]).isZero();
    assertThat(chiSquare(new int[] {chosen[0], chosen[2], chosen[3]}, 1, 1, 1)).isLessThan(LIMIT_2);
  }

  @Test
  void neverChoosesWeightZeroBesideAPositiveOne() {
    int[] chosen = elect(selector(weights(0, 1, 0, 1, 0)), new FixedCandidates(5));

    assertThat(chosen[0] + chosen[2] + chosen[4]).isZero();
  }

  @Test
  void neverChoosesANegativeWeightOrPriority() {
    List<Backend> backends = weights(-1, 1, 1);
    backends.set(1, backends.get(1).withPriority(-1));

    int[] chosen = elect(selector(backends), new FixedCandidates(3));

    assertThat(chosen).containsExactly(0, 0, ELECTIONS);
  }

  @Test
  void choosesNoneWhereAllAreNegative() {
    assertThat(select(selector(weights(-1, -5)), new FixedCandidates(2))).isEqualTo(NONE);
  }

  @Test
  void takesOnlyTheLowestPriorityNumber() {
    List<Backend> backends = weights(1, 1, 1);
    backends.set(0, backends.get(0).withPriority(2));

    int[] chosen = elect(selector(backends), new FixedCandidates(3));

    assertThat(chosen[0]).isZero();
  }

  @Test
  void goesOnToTheNextPriorityWhenNoneOfTheFirstIsUsable() {
    List<Backend> backends = weights(1, 1, 1);
    backends.set(0, backends.get(0).withPriority(2));
    backends.set(1, backends.get(1).withPriority(3));

    Selector selector = selector(backends);

    assertThat(select(selector, new FixedCandidates(3).without(2))).isEqualTo(0);
    assertThat(select(selector, new FixedCandidates(3).without(0, 2))).isEqualTo(1);
    assertThat(select(selector, new FixedCandidates(3).without(0, 1, 2))).isEqualTo(NONE);
  }

  @Test
  void theNextPriorityHelpsWhereTooFewAreUsable() {
    List<Backend> backends = weights(1, 1, 2, 2, 1);
    backends.set(2, backends.get(2).withPriority(2));
    backends.set(3, backends.get(3).withPriority(2));
    backends.set(4, backends.get(4).withPriority(3));
    Selector selector = new WeightBalancer(new Random(20261126), 2).over(backends);

    int[] enough = elect(selector, new FixedCandidates(5));
    assertThat(chiSquare(Arrays.copyOf(enough, 2), 1, 1)).isLessThan(LIMIT_1);

    int[] helped = elect(selector, new FixedCandidates(5).without(0));
    assertThat(chiSquare(Arrays.copyOfRange(helped, 1, 4), 1, 2, 2)).isLessThan(LIMIT_2);

    assertThat(select(selector, new FixedCandidates(5).without(0, 2, 3))).isIn(1, 4);
    assertThat(select(selector, new FixedCandidates(5).without(0, 1, 2, 3))).isEqualTo(4);
    assertThat(select(selector, new FixedCandidates(5).without(0, 1, 2, 3, 4))).isEqualTo(NONE);
  }

  @Test
  void aMinimumOfNoneIsRefused() {
    assertThatThrownBy(() -> new WeightConfig(Optional.empty(), Optional.of(0)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("min_usable (expected: 1 or more)");
  }

  @Test
  void survivesWeightsWhoseSumIsMoreThanAnInt() {
    int[] chosen =
        elect(selector(weights(Integer.MAX_VALUE, Integer.MAX_VALUE)), new FixedCandidates(2));

    assertThat(chiSquare(chosen, 1, 1)).isLessThan(LIMIT_1);
  }

  @Test
  void choosesNoneAmongNone() {
    assertThat(select(selector(List.of()), new FixedCandidates(0))).isEqualTo(NONE);
  }

  @Test
  void repeatsItsChoicesWithASeed() {
    var config = new WeightConfig(Optional.of(42L), Optional.empty());

    assertThat(hundred(new WeightBalancer(config))).isEqualTo(hundred(new WeightBalancer(config)));
  }

  @Test
  void variesItsChoicesWithoutASeed() {
    var config = new WeightConfig(Optional.empty(), Optional.empty());

    assertThat(hundred(new WeightBalancer(config)))
        .isNotEqualTo(hundred(new WeightBalancer(config)));
  }

  // Chi-square with 1, 2 and 3 degrees of freedom is above these once in 1,000 seeds.
  private static final double LIMIT_1 = 10.83;
  private static final double LIMIT_2 = 13.82;
  private static final double LIMIT_3 = 16.27;

  private static double chiSquare(int[] observed, int... weights) {
    double sum = Arrays.stream(weights).sum();
    double total = Arrays.stream(observed).sum();
    assertThat(total).isEqualTo(ELECTIONS);
    double result = 0;
    for (int i = 0; i < observed.length; i++) {
      double expected = total * weights[i] / sum;
      result += (observed[i] - expected) * (observed[i] - expected) / expected;
    }
    return result;
  }

  private static List<Integer> hundred(WeightBalancer balancer) {
    Selector selector = balancer.over(weights(1, 1, 1));
    return IntStream.range(0, 100)
        .map(_ -> select(selector, new FixedCandidates(3)))
        .boxed()
        .toList();
  }

  private static int[] elect(Selector selector, Candidates candidates) {
    int[] chosen = new int[candidates.size()];
    for (int i = 0; i < ELECTIONS; i++) {
      chosen[select(selector, candidates)]++;
    }
    return chosen;
  }

  private static int select(Selector selector, Candidates candidates) {
    return selector.select(FixedConnection.from("127.0.0.1"), candidates);
  }

  private static Selector selector(List<Backend> backends) {
    return new WeightBalancer(new Random(20261126), 1).over(backends);
  }

  private static List<Backend> weights(int... weights) {
    List<Backend> backends = new ArrayList<>();
    for (int weight : weights) {
      backends.add(Backend.of("10.0.0.1", 1000 + backends.size()).withWeight(weight));
    }
    return backends;
  }
}
