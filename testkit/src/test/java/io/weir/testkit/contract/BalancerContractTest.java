package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.balance.Balancer;
import io.weir.api.balance.BalancerFactory;
import io.weir.api.balance.Outcome;
import io.weir.api.balance.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract lets a right balancer pass, and finds what a wrong one does. */
class BalancerContractTest {

  @Nested
  class RightBalancer extends BalancerContract {
    @Override
    protected BalancerFactory<?> factory() {
      return new TestBalancers(() -> _ -> TestBalancers.FIRST);
    }

    @Override
    protected Record config() {
      return new TestBalancers.Keys();
    }
  }

  private static BalancerContract contractOf(Balancer balancer) {
    return contractMaking(() -> balancer);
  }

  private static BalancerContract contractMaking(Supplier<Balancer> maker) {
    BalancerContract contract =
        new BalancerContract() {
          @Override
          protected BalancerFactory<?> factory() {
            return new TestBalancers(maker);
          }

          @Override
          protected Record config() {
            return new TestBalancers.Keys();
          }
        };
    contract.lend(Path.of("no-folder-needed"));
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
  void findsASelectorThatCountsOnWhatItWasTold() {
    BalancerContract contract =
        contractOf(_ ->
            (_, candidates) -> {
              int usable = 0;
              for (int i = 0; i < candidates.size(); i++) {
                usable += candidates.isUsable(i) ? 1 : 0;
              }
              int left = usable / 2;
              for (int i = 0; i < candidates.size(); i++) {
                if (candidates.isUsable(i) && left-- == 0) {
                  return i;
                }
              }
              if (usable > 0) {
                throw new IllegalStateException("one that was usable has gone");
              }
              return Selector.NONE;
            });
    assertThatThrownBy(contract::bearsAnswersThatChangeWhileItChooses)
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void findsASelectorThatPointsBesideTheBackends() {
    BalancerContract contract = contractOf(_ -> (_, candidates) -> candidates.size());
    assertFound(contract::choosesNoneAmongNoBackends);
    assertFound(contract::choosesOnSeveralThreadsAtTheSameTime);
    assertFound(contract::bearsAnswersThatChangeWhileItChooses);
    assertFound(contract::feedbackOnABackendThatIsGoneDoesNoHarm);
  }

  @Test
  void findsFeedbackThatAllocates() {
    Object[] kept = new Object[1];
    BalancerContract contract =
        contractMaking(() ->
            new Balancer() {
              @Override
              public Selector over(List<Backend> backends) {
                return TestBalancers.FIRST;
              }

              @Override
              public void outcome(Backend backend, Outcome outcome, long nanos) {
                kept[0] = new long[] {nanos};
              }
            });
    assertFound(contract::feedbackAllocatesNothing);
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
