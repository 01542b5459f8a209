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

  private final String what;
  private final PluginGuard plugin;
  private final ProductContext context;
  private final Duration closeLimit;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Guards one product.
   *
   * @param what the subject of its error lines
   * @param context what the host has lent it; closed after the product
   */
  ProductGuard(String what, PluginGuard plugin, ProductContext context, Duration closeLimit) {
    this.what = what;
    this.plugin = plugin;
    this.context = context;
    this.closeLimit = closeLimit;
  }

  <R> R call(Callable<R> call) throws Exception {
    return plugin.call(what, call);
  }

  void run(Action action) throws Exception {
    var _ =
        plugin.call(
            what,
            () -> {
              action.run();
              return true;
            });
  }

  /** For a failure that the guard itself has found. */
  ExtensionException failed(String reason) {
    return new ExtensionException(what, reason);
  }

  /**
   * Closes the product, then takes back what was lent to it. What goes wrong is said in the log:
   * who closes a product can do nothing about it.
   */
  void close(AutoCloseable product) {
    if (closed.compareAndSet(false, true)) {
      closeWithinLimit(product);
      context.close();
    }
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
          log.warn("{}: close did not return within {} s", what, closeLimit.toMillis() / 1000.0);
      case CallResult.Threw<Boolean>(Throwable thrown) ->
          log.warn("{} (in close)", Reason.of(thrown));
    }
  }
}
