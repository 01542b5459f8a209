package io.weir.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.weir.api.ExtensionFactory;
import io.weir.core.config.ConfigReference;
import io.weir.core.config.ExtensionKind;
import io.weir.core.config.ExtensionTypes;
import io.weir.testkit.plugin.PackagedPlugin;
import io.weir.testkit.plugin.TestPluginContext;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the API asks of every kind of extension. Not extended directly: see the contract of each
 * kind.
 *
 * <p>The plugin is tested as it lies on the class path, which a debugger likes, or {@link
 * #packaged() packaged}, as weir loads it.
 *
 * @param <T> what the factory makes
 */
public abstract class ExtensionContract<T extends AutoCloseable> {
  /** How long a plugin may take to react to an interrupt, or to close: weir waits no longer. */
  protected static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Names the jars of {@link #packaged()}, with {@link File#pathSeparator} between them. */
  private static final String PACKAGED = "weir.testkit.plugin";

  private final List<T> open = new ArrayList<>();

  private Path folder;
  private TestPluginContext context;
  private @Nullable PackagedPlugin plugin;

  /** A new instance of the factory under test, as it is on the class path. */
  protected abstract ExtensionFactory<T, ?> factory();

  /** A valid record of its {@code configType}, such that its product can do its work. */
  protected abstract Record config();

  /**
   * The jars of the plugin if it is to be tested packaged: its own and those of its libraries, or
   * folders with them, such as {@code Path.of("target/my-plugin.jar")}. They are loaded as weir
   * loads them, and the factory of the same kind in them is tested in place of {@link #factory()};
   * {@link #config()} and the like are rebound to its record. Empty means that the class path is
   * tested. By default it is what the system property {@code weir.testkit.plugin} names, with
   * {@link File#pathSeparator} between several; empty without that.
   */
  protected List<Path> packaged() {
    String jars = System.getProperty(PACKAGED, "");
    return Arrays.stream(jars.split(File.pathSeparator, -1))
        .filter(jar -> !jar.isEmpty())
        .map(Path::of)
        .toList();
  }

  private ExtensionFactory<T, ?> underTest() throws IOException {
    List<Path> jars = packaged();
    if (jars.isEmpty()) {
      return factory();
    }
    if (plugin == null) {
      plugin = PackagedPlugin.open(jars, Files.createTempDirectory(folder, "installed"), context);
    }
    return plugin.sameAs(factory());
  }

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
    return create(underTest(), config);
  }

  private <C extends Record> T create(ExtensionFactory<T, C> factory, Record config)
      throws Exception {
    return factory.create(bound(factory.configType(), config), context);
  }

  private <C extends Record> C bound(Class<C> type, Record config) {
    return type.isInstance(config) || plugin == null
        ? type.cast(config)
        : PackagedPlugin.rebound(type, config);
  }

  /**
   * Calls on a platform thread, as weir does, interrupts as soon as it waits, and wants it to end.
   * What ends by itself before it waits fails, because it has shown nothing.
   */
  protected final void assertEndsWhenInterrupted(Callable<?> call) throws InterruptedException {
    if (!endsAtTheLatestWhenInterrupted(call)) {
      fail("it ended before it was interrupted (expected: something that waits)");
    }
  }

  /**
   * The same for what may also end by itself.
   *
   * @return whether it had to be interrupted
   */
  protected final boolean endsAtTheLatestWhenInterrupted(Callable<?> call)
      throws InterruptedException {
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
    boolean waits = !task.isDone();
    thread.interrupt();
    if (!thread.join(PATIENCE)) {
      fail("it goes on " + PATIENCE.toSeconds() + " s after it was interrupted");
    }
    return waits;
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

  /**
   * Calls on a platform thread, as weir does.
   *
   * @return what the call returns
   * @throws Exception what the call throws
   */
  protected static <R> R callWithin(Duration limit, Callable<R> call) throws Exception {
    FutureTask<R> task = new FutureTask<>(call);
    Thread thread = Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw e;
      }
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new AssertionError("it takes longer than " + limit.toSeconds() + " s", e);
    }
  }

  /** A call that returns nothing. */
  @FunctionalInterface
  protected interface Action {
    /** Makes it. */
    void run() throws Exception;
  }

  /**
   * Calls what returns nothing, like {@link #callWithin}.
   *
   * @throws Exception what the call throws
   */
  protected static void runWithin(Duration limit, Action action) throws Exception {
    var _ =
        callWithin(
            limit,
            () -> {
              action.run();
              return true;
            });
  }

  @BeforeEach
  final void lend(@TempDir Path testFolder) {
    folder = testFolder;
    context = new TestPluginContext(testFolder);
  }

  @AfterEach
  final void closeProducts() throws Exception {
    for (T product : open) {
      product.close();
    }
    if (plugin != null) {
      plugin.close();
    }
    context.close();
  }

  @Test
  void kindHasTheFormOfAName() throws Exception {
    assertThat(underTest().kind()).matches("[a-z][a-z0-9-]{0,63}");
  }

  @Test
  void configTypeIsTheRecordThatCreateTakes() throws Exception {
    assertThat(underTest().configType()).isRecord();
    assertThat(config()).isInstanceOf(factory().configType());
  }

  /** Else weir says so only where the kind is selected. */
  @Test
  void configTypeCanBeBound() throws Exception {
    assertThat(ConfigReference.markdown(new OneType(underTest().configType()))).isNotEmpty();
  }

  @Test
  void factorySaysTheSameEachTime() {
    ExtensionFactory<T, ?> factory = factory();
    assertThat(factory.kind()).isEqualTo(factory.kind());
    assertThat(factory.configType()).isEqualTo(factory.configType());
  }

  /** One object may serve all only if it has no state, as a lambda that captures nothing. */
  @Test
  void eachProductIsANewOne() throws Exception {
    T first = create();
    T second = create();
    assertThat(first).isNotNull();
    if (hasState(first.getClass())) {
      assertThat(first).isNotSameAs(second);
    }
  }

  private static boolean hasState(Class<?> type) {
    return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
        .flatMap(declaring -> Arrays.stream(declaring.getDeclaredFields()))
        .anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
  }

  /** One record, whatever is asked for. */
  private record OneType(Class<? extends Record> type) implements ExtensionTypes {
    @Override
    public Set<String> names(ExtensionKind kind) {
      return Set.of("under-test");
    }

    @Override
    public Optional<Class<? extends Record>> configType(ExtensionKind kind, String name) {
      return Optional.of(type);
    }
  }

  @Test
  void closesInTimeWithoutHavingBeenUsed() throws Exception {
    T product = createToClose();
    runWithin(PATIENCE, product::close);
  }
}
