package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstBalancerTest {
  private static final List<Backend> THREE =
      List.of(
          Backend.of("a", 80).withPriority(2),
          Backend.of("b", 80).withPriority(1),
          Backend.of("c", 80).withPriority(2));

  private static int select(List<Backend> backends, Candidates candidates) {
    Selector selector = new FirstBalancer().over(backends);
    return selector.select(FixedConnection.from("127.0.0.1"), candidates);
  }

  @Test
  void takesTheLowestPriorityNumberAndStepsBackToIt() {
    FixedCandidates candidates = new FixedCandidates(3);

    assertThat(select(THREE, candidates)).isEqualTo(1);
    candidates.setUsable(1, false);
    assertThat(select(THREE, candidates)).isEqualTo(0);
    candidates.setUsable(0, false);
    assertThat(select(THREE, candidates)).isEqualTo(2);
    candidates.setUsable(1, true);
    assertThat(select(THREE, candidates)).isEqualTo(1);
  }

  @Test
  void neverTakesANegativePriority() {
    List<Backend> backends = List.of(Backend.of("a", 80).withPriority(-1), Backend.of("b", 80));

    assertThat(select(backends, new FixedCandidates(2))).isEqualTo(1);
    assertThat(select(backends, new FixedCandidates(2).without(1))).isEqualTo(NONE);
  }

  @Test
  void choosesNoneAmongNone() {
    assertThat(select(List.of(), new FixedCandidates(0))).isEqualTo(NONE);
  }
}
