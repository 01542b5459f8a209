package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which backends connections reach, from outside. */
class BalancingIT extends SystemTest {
  /** The value that chi-square with two degrees of freedom exceeds once in a thousand times. */
  private static final double CHI_SQUARE_LIMIT = 13.82;

  @Test
  void weightsAreTheSharesOfTheConnections() throws Exception {
    int connections = 3000;
    Map<String, Double> shares = Map.of("a", 0.5, "b", 0.3, "c", 0.2);

    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        var c = TestBackend.named("c");
        WeirProcess weir =
            startServer(
                "balance = weight, balancer.seed = 20261125\n"
                    + staticLines(
                        a.address() + " weight=5",
                        b.address() + " weight=3",
                        c.address() + " weight=2"))) {
      Map<String, Integer> reached = reached(weir.port("web"), connections);

      double chiSquare = 0;
      for (var share : shares.entrySet()) {
        double expected = share.getValue() * connections;
        chiSquare += Math.pow(reached.getOrDefault(share.getKey(), 0) - expected, 2) / expected;
      }
      assertThat(chiSquare).as("chi-square of %s", reached).isLessThan(CHI_SQUARE_LIMIT);
    }
  }

  @Test
  void lowestPriorityNumberTakesAllConnectionsWhileItLives() throws Exception {
    try (var first = TestBackend.named("first");
        var second = TestBackend.named("second");
        WeirProcess weir =
            startServer(
                "balance = weight\n"
                    + staticLines(
                        first.address() + " priority=1", second.address() + " priority=2"))) {
      assertThat(reached(weir.port("web"), 50)).containsOnlyKeys("first");

      first.kill();

      assertThat(reached(weir.port("web"), 50)).containsOnlyKeys("second");
    }
  }

  @Test
  void roundrobinGoesRound() throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        var c = TestBackend.named("c");
        WeirProcess weir = startServer("balance = roundrobin\n" + staticList(a, b, c))) {
      assertThat(reached(weir.port("web"), 60))
          .containsOnly(Map.entry("a", 20), Map.entry("b", 20), Map.entry("c", 20));
    }
  }

  @Test
  void iphashKeepsAClientAtItsBackend() throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        var c = TestBackend.named("c");
        WeirProcess weir = startServer("balance = iphash1\n" + staticList(a, b, c))) {
      assertThat(reached(weir.port("web"), 30)).hasSize(1);
    }
  }
}
