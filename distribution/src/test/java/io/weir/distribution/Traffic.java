package io.weir.distribution;

import static org.awaitility.Awaitility.await;

import io.weir.testkit.backend.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that open a connection, talk, close and begin anew, until this is closed. */
final class Traffic implements AutoCloseable {
  private static final int CLIENTS = 4;

  private final int port;
  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean ended;

  /**
   * One connection.
   *
   * @param begun when it was begun, by {@link System#nanoTime}
   * @param outcome the name of the backend that it reached, or what went wrong
   * @param lost whether it was lost
   */
  record Visit(long begun, String outcome, boolean lost) {}

  Traffic(int port) {
    this.port = port;
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(this::visitAgainAndAgain));
    }
  }

  /** Waits for so many more connections that are begun from now on and have ended. */
  List<Visit> next(int count) {
    long now = System.nanoTime();
    await().atMost(Duration.ofSeconds(60)).until(() -> begunAfter(now).size() >= count);
    return begunAfter(now);
  }

  List<Visit> begunAfter(long nanoTime) {
    return visits.stream().filter(visit -> visit.begun() - nanoTime > 0).toList();
  }

  List<Visit> lost() {
    return visits.stream().filter(Visit::lost).toList();
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Thread client : clients) {
      client.join();
    }
  }

  private void visitAgainAndAgain() {
    while (!ended) {
      visits.add(visit());
    }
  }

  private Visit visit() {
    long begun = System.nanoTime();
    try (TestClient client = TestClient.connect(port)) {
      String name = client.readLine();
      String echoed = client.exchange("hello");
      return new Visit(begun, name, !echoed.equals("hello"));
    } catch (IOException e) {
      return new Visit(begun, e.toString(), true);
    }
  }
}
