package io.weir.distribution.answers;

import static org.awaitility.Awaitility.await;

import io.weir.api.config.HostPort;
import io.weir.testkit.backend.Behaviour;
import io.weir.testkit.backend.TestBackend;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One interview at a time on a machine: iphash1 hashes the backends' addresses, so they have to be
 * the same ones in every run, and two builds beside each other would want them both.
 */
final class Turn implements AutoCloseable {
  private static final HostPort HELD = new HostPort("127.45.0.254", 24000);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TestBackend holder;

  private Turn(TestBackend holder) {
    this.holder = holder;
  }

  /** Waits until it is this build's turn. */
  static Turn take() {
    AtomicReference<TestBackend> holder = new AtomicReference<>();
    await("another build's interview to end, which has " + HELD)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> {
          holder.set(TestBackend.at(HELD, Behaviour.closesImmediately()));
          return true;
        });
    return new Turn(holder.get());
  }

  @Override
  public void close() {
    holder.close();
  }
}
