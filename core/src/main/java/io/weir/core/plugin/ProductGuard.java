package io.weir.core.plugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the guarded forms of all products share: calling, and closing once, within a deadline. */
final class ProductGuard {
  private static final Logger log = LoggerFactory.getLogger(ProductGuard.class);

  /** A call that answers nothing. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private final ProductRecord record;
  private final PluginGuard plugin;
  private final ProductContext context;
  private final Duration closeLimit;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Guards one product.
   *
   * @param record takes how its calls go
   * @param context what the host has lent it; closed after the product
   */
  ProductGuard(
      ProductRecord record, PluginGuard plugin, ProductContext context, Duration closeLimit) {
    this.record = record;
    this.plugin = plugin;
    this.context = context;
    this.closeLimit = closeLimit;
  }

  <R> R call(Callable<R> call) throws Exception {
    return record.call(() -> plugin.call(record.toString(), record.loader(), call));
  }

  void run(Action action) throws Exception {
    var _ =
        call(() -> {
          action.run();
          return true;
        });
  }

  /** For a failure that the guard itself has found. */
  ExtensionException failed(String reason) {
    ExtensionException failure = new ExtensionException(record.toString(), reason);
    record.failed(failure);
    return failure;
  }

  /** What its calls on event loops have thrown is noted here, and dealt with by the pool. */
  void noteFailure(Throwable thrown) {
    record.failed(thrown);
  }

  /** Such a call has answered. Touches nothing that is locked. */
  void noteSuccess() {
    record.succeeded();
  }

  /**
   * Closes the product, then takes back what was lent to it. What goes wrong is said in the log:
   * who closes a product can do nothing about it.
   */
  void close(AutoCloseable product) {
    if (closed.compareAndSet(false, true)) {
      closeWithinLimit(product);
      context.close();
      plugin.use().end(record);
      Leftovers.watch(record);
    }
  }

  /**
   * Takes back what was lent to a product that was not made. If it is made after all, late, it is
   * closed by {@link #close}.
   */
  void takeBack() {
    context.close();
  }

  /** Lets go of the plugin for a product that was not made, once its code runs no more. */
  void release() {
    plugin.use().end(record);
  }

  /**
   * Closes a part of the product that has a life of its own, such as a lock. It is closed even if
   * the one who does so is interrupted, which may be why.
   */
  void closeWithinLimit(AutoCloseable part) {
    CallResult<Boolean> result =
        PluginCall.awaitFirmly(
            "close-" + plugin.info().id(),
            closeLimit,
            () -> {
              run(part::close);
              return true;
            });
    switch (result) {
      case CallResult.Answered<Boolean> _ -> {}
      case CallResult.Overdue<Boolean> _ ->
          log.warn("{}: close did not return within {} s", record, closeLimit.toMillis() / 1000.0);
      case CallResult.Threw<Boolean>(Throwable thrown) ->
          log.warn("{} (in close)", Reason.of(thrown));
    }
  }
}
