package io.weir.app.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens connections through weir at an even pace, so that there is something to see before anyone
 * has typed a thing, and counts those that got no answer.
 */
final class DemoVisitor implements AutoCloseable {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InetSocketAddress server;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private DemoVisitor(InetSocketAddress server) {
    this.server = server;
  }

  /** Starts visiting. */
  static DemoVisitor start(InetSocketAddress server, int perSecond) {
    DemoVisitor visitor = new DemoVisitor(server);
    if (perSecond > 0) {
      visitor.clock.scheduleAtFixedRate(
          () -> Thread.ofVirtual().start(visitor::visit),
          0,
          TimeUnit.SECONDS.toNanos(1) / perSecond,
          TimeUnit.NANOSECONDS);
    }
    return visitor;
  }

  long answered() {
    return answered.get();
  }

  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void visit() {
    (isAnswered() ? answered : failed).incrementAndGet();
  }

  private boolean isAnswered() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(server, (int) PATIENCE.toMillis());
      socket.getOutputStream().write(REQUEST);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      // Counting these is what the visitor is for.
      return false;
    }
  }
}
