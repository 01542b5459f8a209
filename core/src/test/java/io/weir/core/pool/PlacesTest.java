package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places();

  @Test
  void givesOutAsManyPlacesAsTheLimitSays() {
    assertThat(places.tryTake(2)).isTrue();
    assertThat(places.hasRoom(2)).isTrue();
    assertThat(places.tryTake(2)).isTrue();
    assertThat(places.hasRoom(2)).isFalse();
    assertThat(places.tryTake(2)).isFalse();
    assertThat(places.taken()).isEqualTo(2);
  }

  @Test
  void aLimitOfZeroIsNone() {
    for (int i = 0; i < 1000; i++) {
      assertThat(places.tryTake(0)).isTrue();
    }
    assertThat(places.taken()).isEqualTo(1000);
  }

  @Test
  void aLoweredLimitGivesOutNothingUntilEnoughCameBack() {
    places.tryTake(0);
    places.tryTake(0);

    assertThat(places.tryTake(1)).isFalse();
    places.giveBack();
    assertThat(places.tryTake(1)).isFalse();
    places.giveBack();
    assertThat(places.tryTake(1)).isTrue();
  }

  @Test
  void onceClosedGivesOutNothingAndTellsWhenTheLastPlaceComesBack() {
    places.tryTake(0);
    places.tryTake(0);

    places.close();

    assertThat(places.isClosed()).isTrue();
    assertThat(places.tryTake(0)).isFalse();
    assertThat(places.hasRoom(0)).isFalse();
    assertThat(places.taken()).isEqualTo(2);
    assertThat(places.giveBack()).isFalse();
    assertThat(places.giveBack()).isTrue();
    assertThat(places.taken()).isZero();
  }

  @Test
  void openedAgainGivesOutPlacesAndKeepsCount() {
    places.tryTake(0);
    places.close();

    places.open();

    assertThat(places.tryTake(2)).isTrue();
    assertThat(places.taken()).isEqualTo(2);
    assertThat(places.giveBack()).isFalse();
    assertThat(places.giveBack()).isFalse();
  }

  @Test
  void aPlaceThatWasNotTakenCannotBeGivenBack() {
    assertThatThrownBy(places::giveBack).isInstanceOf(IllegalStateException.class);
    places.close();
    assertThatThrownBy(places::giveBack).isInstanceOf(IllegalStateException.class);
    assertThat(places.taken()).isZero();
  }

  @Test
  void manyThreadsNeverHoldMoreThanTheLimit() throws Exception {
    int limit = 3;
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    List<Future<?>> threads = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(8)) {
      for (int t = 0; t < 8; t++) {
        threads.add(
            executor.submit(() -> {
              go.await();
              for (int i = 0; i < 100_000; i++) {
                if (places.tryTake(limit)) {
                  most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                  holders.decrementAndGet();
                  places.giveBack();
                }
              }
              return null;
            }));
      }
      go.countDown();
      for (Future<?> thread : threads) {
        thread.get();
      }
    }
    assertThat(most.get()).isBetween(1, limit);
    assertThat(places.taken()).isZero();
  }
}
