package io.weir.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTimersTest {
  private final List<Ring> rings = new ArrayList<>();
  private long now = 1_000_000_000_000L;
  private final LoopTimers timers =
      new LoopTimers(
          (after, task) -> {
            Ring ring = new Ring(now + after, task);
            rings.add(ring);
            return () -> rings.remove(ring);
          },
          () -> now);

  private record Ring(long when, Runnable task) {}

  /** Lets the time pass, ringing on the way. */
  private void pass(Duration time) {
    long end = now + time.toNanos();
    while (true) {
      Ring first = rings.stream().min(Comparator.comparingLong(Ring::when)).orElse(null);
      if (first == null || first.when() > end) {
        now = end;
        return;
      }
      rings.remove(first);
      now = Math.max(now, first.when());
      first.task().run();
    }
  }

  @Test
  void runsWhatIsDueAndNothingElse() {
    AtomicInteger ran = new AtomicInteger();
    timers.schedule(Duration.ofSeconds(5).toNanos(), ran::incrementAndGet);
    timers.schedule(Duration.ofSeconds(1).toNanos(), ran::incrementAndGet);
    timers.schedule(Duration.ofSeconds(2).toNanos(), ran::incrementAndGet).cancel();

    pass(Duration.ofSeconds(1).plusMillis(20));
    assertThat(ran).hasValue(1);
    pass(Duration.ofSeconds(4));
    assertThat(ran).hasValue(2);
    assertThat(rings).isEmpty();
  }

  @Test
  void asksTheLoopForOneTurnHoweverManyTimersComeAndGo() {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 2_000; i++) {
      // Ever shorter ones, so that each is due before the turn that is planned.
      timers.schedule(Duration.ofMinutes(5).minusMillis(100L * i).toNanos(), ran::incrementAndGet);
      Loop.Timer timeout = timers.schedule(Duration.ofSeconds(5).toNanos(), () -> {});
      pass(Duration.ofMillis(20));
      timeout.cancel();
      assertThat(rings).hasSizeLessThanOrEqualTo(1);
    }
    pass(Duration.ofMinutes(6));
    assertThat(ran).hasValue(2_000);
    assertThat(rings).isEmpty();
  }
}
