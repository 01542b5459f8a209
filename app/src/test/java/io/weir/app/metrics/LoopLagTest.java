package io.weir.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.weir.core.transport.EventLoops;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How late event loops are. */
@Timeout(60)
class LoopLagTest {
  private final EventLoops loops = EventLoops.nio(2);
  private final LoopLag lag = new LoopLag(loops.all());

  @AfterEach
  void stop() {
    lag.stop();
    loops.stop();
  }

  @Test
  void loopThatWasHeldUpIsSeenAndTheOtherGoesOn() {
    CountDownLatch release = new CountDownLatch(1);
    lag.start();
    await().until(() -> of("0").getCount() > 2 && of("1").getCount() > 2);

    loops
        .all()
        .getFirst()
        .execute(() -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    long before = of("1").getCount();
    // Each is a period of at least 100 ms in which loop 0 ran nothing.
    await().until(() -> of("1").getCount() >= before + 5);
    release.countDown();

    await().until(() -> later(of("0"), 0.25) > 0);
    assertThat(of("0").getSum()).isGreaterThan(0.25);
  }

  private HistogramDataPointSnapshot of(String loop) {
    return ((HistogramSnapshot) lag.collect().get(0))
        .getDataPoints().stream()
            .filter(point -> loop.equals(point.getLabels().get("loop")))
            .findFirst()
            .orElseThrow();
  }

  private static long later(HistogramDataPointSnapshot point, double seconds) {
    return point.getClassicBuckets().stream()
        .filter(bucket -> bucket.getUpperBound() > seconds)
        .mapToLong(ClassicHistogramBucket::getCount)
        .sum();
  }
}
