package com.example.nearby;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Backend;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.balance.Selector;
import io.weir.testkit.contract.BalancerContract;
import io.weir.testkit.contract.FixedCandidates;
import io.weir.testkit.contract.FixedConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the API asks of every balancer, and what this one prefers. */
class NearbyBalancerIT extends BalancerContract {
  private static final List<Backend> BACKENDS =
      List.of(
          Backend.of("10.0.1.5", 80),
          Backend.of("10.0.2.5", 80),
          Backend.of("10.0.2.6", 80),
          Backend.of("2001:db8::5", 80),
          Backend.of("web.internal", 80));

  @Override
  protected BalancerFactory<?> factory() {
    return new NearbyPlugin().balancers().getFirst();
  }

  @Override
  protected Record config() {
    return new NearbyConfig(24, 64);
  }

  @Test
  void takesTheOneWithFewerConnectionsInTheClientsNetwork() throws Exception {
    Selector selector = create().over(BACKENDS);
    FixedCandidates candidates = new FixedCandidates(BACKENDS.size());
    candidates.setActiveConnections(1, 7);
    candidates.setActiveConnections(2, 6);

    assertThat(selector.select(FixedConnection.from("10.0.2.77"), candidates)).isEqualTo(2);
    assertThat(selector.select(FixedConnection.from("2001:db8::77"), candidates)).isEqualTo(3);
  }

  @Test
  void goesAnywhereWhereNoneIsNear() throws Exception {
    Selector selector = create().over(BACKENDS);
    FixedCandidates candidates = new FixedCandidates(BACKENDS.size()).without(1, 2);

    assertThat(selector.select(FixedConnection.from("10.0.2.77"), candidates)).isEqualTo(0);
    assertThat(selector.select(FixedConnection.from("192.0.2.1"), candidates)).isEqualTo(0);
  }
}
