package io.weir.distribution;

import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that come at a steady rate, 150 a second: each connects, reads the backend's name,
 * exchanges a line and goes. On a machine that cannot keep up with that, fewer come: no more than
 * {@link #MOST_AT_ONCE} are there at the same time.
 */
final class SteadyTraffic implements AutoCloseable {
  private static final long PERIOD_MICROS = 1_000_000 / 150;
  private static final int MOST_AT_ONCE = 150;

  private final int port;
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private final AtomicInteger visits = new AtomicInteger();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

  SteadyTraffic(int port) {
    this.port = port;
    clock.scheduleAtFixedRate(this::begin, 0, PERIOD_MICROS, TimeUnit.MICROSECONDS);
  }

  /** Waits for the last client, and says what went wrong, a line for each that was lost. */
  List<String> end() {
    close();
    return List.copyOf(lost);
  }

  int visits() {
    return visits.get();
  }

  /** Waits until so many more clients have gone. */
  void awaitMore(int count) {
    int before = visits.get();
    await().atMost(Duration.ofSeconds(60)).until(() -> visits.get() >= before + count);
  }

  @Override
  public void close() {
    clock.close();
    clients.close();
  }

  private void begin() {
    if (room.tryAcquire()) {
      clients.execute(this::visit);
    }
  }

  private void visit() {
    try (TestClient client = TestClient.connect(port)) {
      String name = client.readLine();
      String echoed = client.exchange("hello");
      if (!echoed.equals("hello")) {
        lost.add(name + " answered " + echoed);
      }
    } catch (IOException e) {
      lost.add(e.toString());
    }
    visits.incrementAndGet();
    room.release();
  }
}
