package io.weir.core.plugin;

import io.weir.core.config.ExtensionKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is noted about one product as long as it lives: whose it is, and how its calls go. */
final class ProductRecord {
  /** A balancer that fails does so at each connection; no reason is put together for each. */
  private static final long FAILURE_MILLIS = 1000;

  /** As many names of threads are told. */
  private static final int MOST_THREADS = 100;

  private final ExtensionKind kind;
  private final String name;
  private final String owner;
  private final String what;
  private final InstantSource clock;
  private final Instant since;
  private final ClassLoader loader;

  private final Set<PluginCall<?>> calls = ConcurrentHashMap.newKeySet();
  private final LongAdder failures = new LongAdder();
  private volatile ProductStatus.@Nullable Failure last;
  private volatile long lastMillis;
  private volatile boolean failing;

  /**
   * Begins without a call.
   *
   * @param owner whom the product serves
   */
  ProductRecord(
      ExtensionKind kind, String name, String owner, PluginGuard plugin, InstantSource clock) {
    this.kind = kind;
    this.name = name;
    this.owner = owner;
    this.what =
        "%s \"%s\" of plugin %s (%s)"
            .formatted(kind.word(), name, plugin.info().id(), plugin.info().jar());
    this.clock = clock;
    this.since = clock.instant();
    this.loader = new ProductClassLoader(what + " for " + owner, plugin.loader());
  }

  /** The subject of its error lines: {@code discovery "x" of plugin y (y.jar)}. */
  @Override
  public String toString() {
    return what;
  }

  String name() {
    return name;
  }

  String owner() {
    return owner;
  }

  /** The context class loader of its calls. */
  ClassLoader loader() {
    return loader;
  }

  /** Makes a call and notes how it goes. */
  <R> R call(Callable<R> code) throws Exception {
    PluginCall<?> call = PluginCall.current();
    if (call != null) {
      calls.add(call);
    }
    try {
      R result = code.call();
      succeeded();
      return result;
    } catch (InterruptedException e) {
      // It was told to stop, and has.
      throw e;
    } catch (Exception e) {
      failed(e);
      throw e;
    } finally {
      if (call != null) {
        calls.remove(call);
      }
    }
  }

  /** A call has answered. It is only read what need not be written: event loops come by here. */
  void succeeded() {
    if (failing) {
      failing = false;
    }
  }

  /** A call has failed that was not made here. Touches nothing that is locked. */
  void failed(Throwable thrown) {
    failures.increment();
    failing = true;
    long now = clock.millis();
    if (last == null || Math.abs(now - lastMillis) >= FAILURE_MILLIS) {
      lastMillis = now;
      last = new ProductStatus.Failure(Instant.ofEpochMilli(now), Reason.alone(thrown));
    }
  }

  /** How it stands. */
  ProductStatus status(ThreadCensus census) {
    int overdue = (int) calls.stream().filter(PluginCall::isOverdue).count();
    return new ProductStatus(
        kind,
        name,
        owner,
        since,
        overdue > 0
            ? ProductStatus.State.HANGING
            : failing ? ProductStatus.State.FAILING : ProductStatus.State.WORKING,
        failures.sum(),
        Optional.ofNullable(last),
        overdue,
        threads(census).stream()
            .limit(MOST_THREADS)
            .map(thread -> Reason.of(thread.getName()))
            .toList());
  }

  /** The threads that it has started itself and that run. */
  List<Thread> threads(ThreadCensus census) {
    Collection<PluginCall<?>> under = List.copyOf(calls);
    return census.startedUnder(loader).stream()
        .filter(thread -> under.stream().noneMatch(call -> call.runsOn(thread)))
        .toList();
  }
}
