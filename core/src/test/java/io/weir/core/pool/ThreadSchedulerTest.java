package io.weir.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadSchedulerTest {
  private final ThreadScheduler scheduler = new ThreadScheduler();

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void aProductsCallsUseAThreadAgain() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    try (Scheduler.Workers workers = scheduler.workers()) {
      await().until(() -> !seen.add(threadOf(workers)));
    }

    assertThat(seen).allMatch(thread -> !thread.isVirtual() && thread.isDaemon());
    await().until(() -> seen.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void noThreadServesTwoProducts() throws Exception {
    try (Scheduler.Workers one = scheduler.workers();
        Scheduler.Workers other = scheduler.workers()) {
      assertThat(threadOf(one)).isNotEqualTo(threadOf(other));
    }
  }

  @Test
  void aCallBearsItsName() throws Exception {
    try (Scheduler.Workers workers = scheduler.workers()) {
      FutureTask<String> name = new FutureTask<>(() -> Thread.currentThread().getName());
      workers.call("check-web-a:1", name);
      assertThat(name.get()).isEqualTo("check-web-a:1");
    }
  }

  private static Thread threadOf(Scheduler.Workers workers)
      throws InterruptedException, ExecutionException {
    FutureTask<Thread> thread = new FutureTask<>(Thread::currentThread);
    workers.call("call", thread);
    return thread.get();
  }
}
