package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Backend;
import io.weir.api.PluginContext;
import io.weir.api.discovery.Discovery;
import io.weir.api.discovery.DiscoveryFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract lets a right discovery pass, and finds what a wrong one does. */
class DiscoveryContractTest {
  private static final List<Backend> BACKENDS = List.of(Backend.of("a", 1), Backend.of("b", 2));

  private enum Source {
    ANSWERS,
    FAILS,
    HANGS
  }

  private record Keys(Source source) {}

  private record Factory(Maker maker) implements DiscoveryFactory<Keys> {
    @Override
    public String kind() {
      return "test";
    }

    @Override
    public Class<Keys> configType() {
      return Keys.class;
    }

    @Override
    public Discovery create(Keys config, PluginContext context) {
      return maker.make(config);
    }
  }

  @FunctionalInterface
  private interface Maker {
    Discovery make(Keys keys);
  }

  private abstract static class Contract extends DiscoveryContract {
    @Override
    protected Record config() {
      return new Keys(Source.ANSWERS);
    }

    @Override
    protected List<Backend> expected() {
      return BACKENDS;
    }

    @Override
    protected Optional<Record> failingConfig() {
      return Optional.of(new Keys(Source.FAILS));
    }

    @Override
    protected Optional<Record> hangingConfig() {
      return Optional.of(new Keys(Source.HANGS));
    }
  }

  private static List<Backend> rightAnswer(Source source) throws Exception {
    return switch (source) {
      case ANSWERS -> BACKENDS;
      case FAILS -> throw new IOException("refused");
      case HANGS -> {
        new CountDownLatch(1).await();
        yield List.of();
      }
    };
  }

  @Nested
  class RightDiscovery extends Contract {
    @Override
    protected DiscoveryFactory<?> factory() {
      return new Factory(keys ->
          new Discovery() {
            @Override
            public List<Backend> fetch() throws Exception {
              return rightAnswer(keys.source());
            }

            @Override
            public void watch(Consumer<List<Backend>> changes) throws Exception {
              new CountDownLatch(1).await();
            }
          });
    }
  }

  private static DiscoveryContract contractOf(Maker maker) {
    DiscoveryContract contract =
        new Contract() {
          @Override
          protected DiscoveryFactory<?> factory() {
            return new Factory(maker);
          }
        };
    contract.lend(Path.of("no-folder-needed"));
    return contract;
  }

  private static void assertFound(ThrowingCallable rule) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class);
  }

  @Test
  void findsADiscoveryThatHidesItsFailure() {
    DiscoveryContract contract = contractOf(_ -> List::of);
    assertFound(contract::fetchFindsWhatTheSourceTells);
    assertFound(contract::failureIsAnExceptionThatTellsAnOperatorWhy);
  }

  @Test
  void findsAFailureWithoutAWord() {
    DiscoveryContract contract =
        contractOf(_ ->
            () -> {
              throw new IOException();
            });
    assertFound(contract::failureIsAnExceptionThatTellsAnOperatorWhy);
  }

  @Test
  void findsADiscoveryThatIgnoresAnInterrupt() {
    CountDownLatch end = new CountDownLatch(1);
    DiscoveryContract contract =
        contractOf(_ ->
            () -> {
              while (true) {
                try {
                  end.await();
                  return List.of();
                } catch (InterruptedException _) {
                  // What it must not do: go on.
                }
              }
            });
    assertFound(contract::fetchEndsWhenInterrupted);
    end.countDown();
  }

  @Test
  void findsASourceThatDoesNotHangWhereItIsToHang() {
    assertFound(contractOf(_ -> () -> BACKENDS)::fetchEndsWhenInterrupted);
  }

  @Test
  void findsADiscoveryThatFindsSomethingElseTheSecondTime() {
    DiscoveryContract contract =
        contractOf(_ -> {
          var left = new ArrayDeque<>(List.of(BACKENDS, List.<Backend>of()));
          return left::remove;
        });
    assertFound(contract::fetchFindsTheSameAgain);
  }

  @Test
  void findsWhatProductsShare() {
    var closed = new AtomicBoolean();
    DiscoveryContract contract =
        contractOf(_ ->
            new Discovery() {
              @Override
              public List<Backend> fetch() {
                return closed.get() ? List.of() : BACKENDS;
              }

              @Override
              public void close() {
                closed.set(true);
              }
            });
    assertFound(contract::productsDoNotDisturbEachOther);
  }

  @Test
  void findsAWatchThatIgnoresAnInterrupt() {
    CountDownLatch end = new CountDownLatch(1);
    DiscoveryContract contract =
        contractOf(_ ->
            new Discovery() {
              @Override
              public List<Backend> fetch() {
                return BACKENDS;
              }

              @Override
              public void watch(Consumer<List<Backend>> changes) {
                while (end.getCount() > 0) {
                  try {
                    end.await();
                  } catch (InterruptedException _) {
                    // What it must not do: go on.
                  }
                }
              }
            });
    assertFound(contract::watchEndsWhenInterrupted);
    end.countDown();
  }

  @Test
  void findsACloseThatHangs() {
    DiscoveryContract contract =
        contractOf(_ ->
            new Discovery() {
              @Override
              public List<Backend> fetch() {
                return BACKENDS;
              }

              @Override
              public void close() throws Exception {
                new CountDownLatch(1).await();
              }
            });
    assertFound(contract::closesInTimeWithoutHavingBeenUsed);
  }

  /** A factory that says the wrong things about itself. */
  private static final class WrongFactory implements DiscoveryFactory<WrongFactory.Unbindable> {
    record Unbindable(Object anything) {}

    private int asked;

    @Override
    public String kind() {
      return "Kind-" + asked++;
    }

    @Override
    public Class<Unbindable> configType() {
      return Unbindable.class;
    }

    @Override
    public Duration defaultTimeout() {
      return Duration.ofSeconds(-1);
    }

    @Override
    public Discovery create(Unbindable config, PluginContext context) {
      return () -> BACKENDS;
    }
  }

  @Test
  void findsAFactoryThatSaysTheWrongThings() {
    DiscoveryContract contract =
        new Contract() {
          @Override
          protected DiscoveryFactory<?> factory() {
            return new WrongFactory();
          }
        };
    assertFound(contract::kindHasTheFormOfAName);
    assertFound(contract::factorySaysTheSameEachTime);
    assertFound(contract::configTypeIsTheRecordThatCreateTakes);
    assertFound(contract::defaultTimeoutIsNotNegative);
    assertThatThrownBy(contract::configTypeCanBeBound).hasMessageContaining("anything");
  }

  @Test
  void findsOneObjectForAllServers() {
    List<Backend> state = new ArrayList<>(BACKENDS);
    Discovery one = () -> List.copyOf(state);
    assertFound(contractOf(_ -> one)::eachProductIsANewOne);
  }
}
