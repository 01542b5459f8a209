package io.weir.core.lifecycle;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandoverTest {

  @Test
  void whoExchangesItWaitsForThoseWhoUseTheOldOne() throws Exception {
    Handover<String> handover = new Handover<>("old");
    CountDownLatch using = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> use =
        onThread(() ->
            handover.use(value -> {
              using.countDown();
              awaitQuietly(done);
              over.set(true);
            }));
    using.await();

    CompletableFuture<Boolean> exchange =
        answerOnThread(() -> {
          assertThat(handover.exchange("new")).isEqualTo("old");
          return over.get();
        });
    while (!handover.current().equals("new")) {
      Thread.onSpinWait();
    }
    assertThat(exchange).isNotDone();
    done.countDown();

    assertThat(exchange.get(10, SECONDS)).isTrue();
    use.get(10, SECONDS);
    handover.use(value -> assertThat(value).isEqualTo("new"));
  }

  /** Each counter is closed when it was exchanged: a use that comes later would show. */
  @Test
  void nobodyUsesWhatWasExchanged() throws Exception {
    Handover<AtomicInteger> handover = new Handover<>(new AtomicInteger());
    AtomicBoolean end = new AtomicBoolean();
    AtomicBoolean usedAfterwards = new AtomicBoolean();
    List<CompletableFuture<Void>> users =
        List.of(use(handover, end, usedAfterwards), use(handover, end, usedAfterwards));
    for (int i = 0; i < 10_000; i++) {
      handover.exchange(new AtomicInteger()).set(Integer.MIN_VALUE);
    }
    end.set(true);
    for (CompletableFuture<Void> user : users) {
      user.get(10, SECONDS);
    }

    assertThat(usedAfterwards).isFalse();
  }

  private static CompletableFuture<Void> use(
      Handover<AtomicInteger> handover, AtomicBoolean end, AtomicBoolean usedAfterwards) {
    return onThread(() -> {
      while (!end.get()) {
        handover.use(count -> {
          if (count.incrementAndGet() < 0) {
            usedAfterwards.set(true);
          }
        });
      }
    });
  }

  @Test
  void tasksRunAtOnceAndAllEndAlsoIfOneThrows() {
    CyclicBarrier together = new CyclicBarrier(3);
    AtomicInteger ended = new AtomicInteger();
    Runnable task =
        () -> {
          try {
            together.await(10, SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          ended.incrementAndGet();
        };
    Runnable failing =
        () -> {
          task.run();
          throw new IllegalArgumentException("of its own");
        };

    assertThatThrownBy(() -> AtOnce.run("test", List.of(task, failing, task)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("of its own");
    assertThat(ended).hasValue(3);
    AtOnce.run("test", List.of());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The common pool has one thread on a small machine, and each of these waits for another. */
  private static CompletableFuture<Void> onThread(Runnable task) {
    return CompletableFuture.runAsync(task, work -> Thread.ofPlatform().daemon().start(work));
  }

  private static <T> CompletableFuture<T> answerOnThread(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, work -> Thread.ofPlatform().daemon().start(work));
  }
}
