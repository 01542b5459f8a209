package io.weir.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.backend.TestBackend;
import io.weir.testkit.process.WeirProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** The configurations of the page in the docs, with backends of this test. */
  @Test
  void thePageOfBalancersKeepsItsWord() throws Exception {
    Map<String, String> configurations = new HashMap<>();
    for (String configuration : DocsPage.named("balancing.md").configurations()) {
      Matcher kind = Pattern.compile("balance = (\\w+)").matcher(configuration);
      assertThat(kind.find()).isTrue();
      configurations.put(kind.group(1), configuration);
    }
    assertThat(configurations)
        .containsOnlyKeys("weight", "maglev", "p2c", "leastlatency", "sticky", "first");

    assertThat(reachedBy(configurations.get("maglev"))).hasSize(1);
    assertThat(reachedBy(configurations.get("p2c"))).hasSize(3);
    assertThat(reachedBy(configurations.get("leastlatency"))).isNotEmpty();
    assertThat(reachedBy(configurations.get("weight"))).containsOnlyKeys("a", "b");
    assertThat(reachedBy(configurations.get("sticky"))).hasSize(1);
    assertThat(reachedBy(configurations.get("first"))).containsOnlyKeys("a");
  }

  private Map<String, Integer> reachedBy(String configuration) throws Exception {
    try (var a = TestBackend.named("a");
        var b = TestBackend.named("b");
        var c = TestBackend.named("c");
        WeirProcess weir =
            start(
                configuration
                    .replace("\":80\"", "\"127.0.0.1:0\"")
                    .replace("10.0.0.1:8080", a.address())
                    .replace("10.0.0.2:8080", b.address())
                    .replace("10.0.0.3:8080", c.address()))) {
      return reached(weir.port("web"), 100);
    }
  }

  @Test
  void theStandbyStandsInWhileTheActiveOneIsGone() throws Exception {
    try (var active = TestBackend.named("active");
        var standby = TestBackend.named("standby");
        WeirProcess weir =
            startServer(
                "balance = first\n"
                    + staticLines(
                        active.address() + " priority=1", standby.address() + " priority=2"))) {
      assertThat(reached(weir.port("web"), 20)).containsOnlyKeys("active");

      active.kill();

      assertThat(reached(weir.port("web"), 20)).containsOnlyKeys("standby");
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
