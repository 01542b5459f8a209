package io.weir.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
  private static final long TICK = 1L << 24;
  private static final long START = 123_456_789_012_345L;

  private final TimerWheel wheel = new TimerWheel(START);
  private final List<String> ran = new ArrayList<>();

  private Loop.Timer add(long afterNanos, String name) {
    return wheel.add(START + afterNanos, () -> ran.add(name));
  }

  @Test
  void runsATaskOnceItsTimeHasComeAndNotBefore() {
    add(10 * TICK, "a");
    wheel.advance(START + 10 * TICK - 1);
    assertThat(ran).isEmpty();
    wheel.advance(START + 10 * TICK);
    wheel.advance(START + 1000 * TICK);
    assertThat(ran).containsExactly("a");
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void runsWhatWasDueAlreadyAtTheNextTick() {
    add(-5 * TICK, "late");
    wheel.advance(START + TICK);
    assertThat(ran).containsExactly("late");
  }

  @Test
  void forgetsWhatIsCancelled() {
    Loop.Timer timer = add(100 * TICK, "never");
    add(100 * TICK, "kept");
    timer.cancel();
    timer.cancel();
    wheel.advance(START + 200 * TICK);
    assertThat(ran).containsExactly("kept");
  }

  @Test
  void lettingOneTaskCancelAnotherThatIsDueAtTheSameTick() {
    List<Loop.Timer> other = new ArrayList<>();
    wheel.add(START + TICK, () -> other.getFirst().cancel());
    other.add(add(TICK, "never"));
    wheel.advance(START + 2 * TICK);
    assertThat(ran).isEmpty();
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void runsEachOfManyNeitherTooEarlyNorMoreThanATickLate() {
    Random random = new Random(7);
    long[] now = {START};
    int[] count = {0};
    int tasks = 20_000;
    for (int i = 0; i < tasks; i++) {
      // From the same tick to beyond what the wheel reaches in one round.
      long due = START + (random.nextLong(Long.MAX_VALUE) >>> random.nextInt(5, 60));
      if (due - START > TimeUnit.DAYS.toNanos(20)) {
        due = START + random.nextLong(TimeUnit.DAYS.toNanos(20));
      }
      long when = due;
      wheel.add(
          when,
          () -> {
            count[0]++;
            assertThat(now[0]).isBetween(when, when + 2 * TICK);
          });
    }
    while (!wheel.isEmpty()) {
      now[0] = Math.max(now[0] + 1, wheel.nextNanos());
      wheel.advance(now[0]);
    }
    assertThat(count[0]).isEqualTo(tasks);
  }

  @Test
  void saysWhenItIsToBeLookedAtNext() {
    assertThat(wheel.nextNanos()).isEqualTo(Long.MAX_VALUE);
    add(TimeUnit.HOURS.toNanos(5), "far");
    assertThat(wheel.nextNanos()).isBetween(START + 1, START + TimeUnit.HOURS.toNanos(5) + TICK);
    add(3 * TICK, "near");
    assertThat(wheel.nextNanos()).isEqualTo(START + 3 * TICK);
  }
}
