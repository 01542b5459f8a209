package io.weir.plugin.builtin.balance;

import static io.weir.api.balance.Selector.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.Candidates;
import io.weir.api.balance.Selector;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeastBalancersTest {
  private static final List<Backend> THREE =
      List.of(Backend.of("a", 80), Backend.of("b", 80), Backend.of("c", 80));

  private final Selector leastConn = new LeastConnBalancer().over(THREE);
  private final Selector leastBandwidth = new LeastBandwidthBalancer().over(THREE);

  @Test
  void leastConnChoosesTheFewestConnections() {
    var candidates =
        new FixedCandidates(3).withActiveConnections(5, 3, 4).withBytesPerSecond(1, 9, 1);

    assertThat(select(leastConn, 3, candidates)).containsExactly(1, 1, 1);
  }

  @Test
  void leastBandwidthChoosesTheFewestBytesPerSecond() {
    var candidates =
        new FixedCandidates(3)
            .withActiveConnections(1, 1, 9)
            .withBytesPerSecond(50_000_000_000L, 40_000_000_000L, 30_000_000_000L);

    assertThat(select(leastBandwidth, 3, candidates)).containsExactly(2, 2, 2);
  }

  @Test
  void passesOverAnUnusableOne() {
    var candidates = new FixedCandidates(3).withActiveConnections(0, 3, 2).without(0);

    assertThat(select(leastConn, 3, candidates)).containsExactly(2, 2, 2);
  }

  @Test
  void letsEqualsTakeTurns() {
    assertThat(select(leastConn, 5, new FixedCandidates(3))).containsExactly(0, 1, 2, 0, 1);
    assertThat(select(leastConn, 4, new FixedCandidates(3).withActiveConnections(2, 7, 2)))
        .containsExactly(2, 0, 2, 0);
  }

  @Test
  void choosesNoneWhereNoneIsUsable() {
    assertThat(select(leastConn, 1, new FixedCandidates(3).without(0, 1, 2))).containsExactly(NONE);
    assertThat(select(new LeastConnBalancer().over(List.of()), 1, new FixedCandidates(0)))
        .containsExactly(NONE);
  }

  private static List<Integer> select(Selector selector, int times, Candidates candidates) {
    return IntStream.range(0, times)
        .map(_ -> selector.select(FixedConnection.from("127.0.0.1"), candidates))
        .boxed()
        .toList();
  }
}
