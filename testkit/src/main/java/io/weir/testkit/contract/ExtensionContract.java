package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.weir.api.ExtensionFactory;
import io.weir.testkit.plugin.TestPluginContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the API asks of every kind of extension. Not extended directly: see the contract of each
 * kind.
 *
 * @param <T> what the factory makes
 */
public abstract class ExtensionContract<T extends AutoCloseable> {
  /** How long a plugin may take to react to an interrupt, or to close: weir waits no longer. */
  protected static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<T> open = new ArrayList<>();

  @TempDir private Path folder;
  private TestPluginContext context;

  /** A new instance of the factory under test. */
  protected abstract ExtensionFactory<T, ?> factory();

  /** A valid record of its {@code configType}, such that its product can do its work. */
  protected abstract Record config();

  /** What the products of this test are given. */
  protected final TestPluginContext context() {
    return context;
  }

  /** A product of {@link #config()}; closed after the test. */
  protected final T create() throws Exception {
    return create(config());
  }

  /** A product; closed after the test. */
  protected final T create(Record config) throws Exception {
    T product = createUntracked(config);
    open.add(product);
    return product;
  }

  /** A product of {@link #config()} that the test closes itself. */
  protected final T createToClose() throws Exception {
    return createUntracked(config());
  }

  private T createUntracked(Record config) throws Exception {
    return create(factory(), config);
  }

  private <C extends Record> T create(ExtensionFactory<T, C> factory, Record config)
      throws Exception {
    return factory.create(factory.configType().cast(config), context);
  }

  /**
   * Calls on a platform thread, as weir does, interrupts as soon as it waits, and wants it to end.
   */
  protected final void assertEndsWhenInterrupted(Callable<?> call) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Object> task =
        new FutureTask<>(() -> {
          begun.countDown();
          return call.call();
        });
    Thread thread = Thread.ofPlatform().daemon().start(task);
    begun.await();
    // Not before it waits for something: else it might see the interrupt before it has begun.
    await().atMost(PATIENCE).until(() -> task.isDone() || isWaiting(thread));
    thread.interrupt();
    if (!thread.join(PATIENCE)) {
      fail("it goes on " + PATIENCE.toSeconds() + " s after it was interrupted");
    }
  }

  private static boolean isWaiting(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING -> true;
      // A thread that waits in a system call, such as poll, counts as running.
      case RUNNABLE -> isInSystemCall(thread.getStackTrace());
      default -> false;
    };
  }

  private static boolean isInSystemCall(StackTraceElement[] stack) {
    return stack.length > 0 && stack[0].isNativeMethod();
  }

  /** Calls on a platform thread, as weir does. */
  protected static <R> R callWithin(Duration limit, Callable<R> call) throws Exception {
    FutureTask<R> task = new FutureTask<>(call);
    Thread thread = Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new AssertionError("it takes longer than " + limit.toSeconds() + " s", e);
    }
  }

  @BeforeEach
  final void lend() {
    context = new TestPluginContext(folder);
  }

  @AfterEach
  final void closeProducts() throws Exception {
    for (T product : open) {
      product.close();
    }
    context.close();
  }

  @Test
  void kindHasTheFormOfAName() {
    assertThat(factory().kind()).matches("[a-z][a-z0-9-]{0,63}");
  }

  @Test
  void configTypeIsTheRecordThatCreateTakes() {
    assertThat(factory().configType()).isRecord();
    assertThat(config()).isInstanceOf(factory().configType());
  }

  @Test
  void factorySaysTheSameEachTime() {
    ExtensionFactory<T, ?> factory = factory();
    assertThat(factory.kind()).isEqualTo(factory.kind());
    assertThat(factory.configType()).isEqualTo(factory.configType());
  }

  @Test
  void eachProductIsANewOne() throws Exception {
    T first = create();
    T second = create();
    assertThat(first).isNotNull().isNotSameAs(second);
  }

  @Test
  void closesInTimeWithoutHavingBeenUsed() throws Exception {
    T product = createToClose();
    var _ =
        callWithin(
            PATIENCE,
            () -> {
              product.close();
              return true;
            });
  }
}
