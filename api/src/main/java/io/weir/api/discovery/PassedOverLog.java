package io.weir.api.discovery;

import io.weir.api.PluginContext;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Warns of elements that are passed over, for one source: when they are others than the last time,
 * not at every poll. Safe for use by several threads.
 */
public final class PassedOverLog {
  private final AtomicReference<PassedOver> last = new AtomicReference<>(PassedOver.NONE);
  private final String what;
  private final String message;
  private final PluginContext context;

  /**
   * Nothing was passed over yet.
   *
   * @param what the elements in the plural, as the key of their number, e.g. {@code "lines"}
   * @param message what is said of them
   * @param context of the product that asks the source
   */
  public PassedOverLog(String what, String message, PluginContext context) {
    this.what = what;
    this.message = message;
    this.context = context;
  }

  /** What is passed over now. */
  public void report(PassedOver now) {
    PassedOver before = last.getAndSet(now);
    if (now.count() > 0 && !now.areThoseOf(before)) {
      context
          .logger()
          .atWarn()
          .addKeyValue("server", context.owner())
          .addKeyValue(what, now.count())
          .addKeyValue("reason", now.reason())
          .log(message);
    }
  }
}
