package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.balance.Selector;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract lets a right balancer pass, and finds what a wrong one does. */
class BalancerContractTest {

  @Nested
  class RightBalancer extends BalancerContract {
    @Override
    protected BalancerFactory<?> factory() {
      return new TestBalancers(_ -> TestBalancers.FIRST);
    }

    @Override
    protected Record config() {
      return new TestBalancers.Keys();
    }
  }

  private static BalancerContract contractOf(Balancer balancer) {
    BalancerContract contract =
        new BalancerContract() {
          @Override
          protected BalancerFactory<?> factory() {
            return new TestBalancers(balancer);
          }

          @Override
          protected Record config() {
            return new TestBalancers.Keys();
          }
        };
    contract.lend();
    return contract;
  }

  private static void assertFound(ThrowingCallable rule) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class);
  }

  @Test
  void findsABalancerThatIgnoresWhoIsUsable() {
    BalancerContract contract = contractOf(_ -> (_, candidates) -> candidates.size() - 1);
    assertFound(contract::choosesOnlyUsableBackends);
    assertFound(contract::choosesNoneWhereNoneIsUsable);
    assertFound(contract::findsTheOnlyUsableBackend);
  }

  @Test
  void findsABalancerThatGivesUpWhereOneIsUsable() {
    BalancerContract contract =
        contractOf(_ -> (connection, candidates) -> candidates.isUsable(0) ? 0 : Selector.NONE);
    assertFound(contract::findsTheOnlyUsableBackend);
    assertFound(contract::choosesOnlyUsableBackends);
  }

  @Test
  void findsASelectorThatAllocates() {
    BalancerContract contract =
        contractOf(backends -> {
          Object[] kept = new Object[1];
          return (connection, candidates) -> {
            kept[0] = new int[candidates.size()];
            return TestBalancers.FIRST.select(connection, candidates);
          };
        });
    assertFound(contract::choosingAllocatesNothing);
  }

  @Test
  void findsASelectorThatNewerOnesDisturb() {
    int[] size = new int[1];
    BalancerContract contract =
        contractOf(backends -> {
          size[0] = backends.size();
          return (connection, candidates) -> {
            if (candidates.size() != size[0]) {
              return Selector.NONE;
            }
            return TestBalancers.FIRST.select(connection, candidates);
          };
        });
    assertFound(contract::earlierSelectorsGoOnWorking);
  }
}
