package io.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.ContextBase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RotationContextTest {
  @Test
  void oldFilesAreLookedForByOneThread() throws Exception {
    var executor = new RotationContext(new ContextBase()).getAlternateExecutorService();
    CountDownLatch submitted = new CountDownLatch(1);
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Runnable search =
        () -> {
          most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
          awaited(submitted);
          atWork.decrementAndGet();
        };

    Future<?> first = executor.submit(search);
    Future<?> second = executor.submit(search);
    submitted.countDown();
    first.get();
    second.get();

    assertThat(most).hasValue(1);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
