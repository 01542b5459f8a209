package io.weir.api.discovery;

import io.weir.api.PluginContext;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Warns of elements that are passed over, for one source: when they are others than the last time,
 * not at every poll. A product makes one for each source that it asks and keeps it. Safe for use by
 * several threads; never blocks for long. The line is in the plugin's log, at warn, with the
 * server, the number and the first reason.
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

  /**
   * Takes what is passed over now, and warns if there are elements and they are others than the
   * last time.
   *
   * @param now those of the list that has just been read; {@link PassedOver#NONE} if every element
   *     was good, after which the same ones are told of again
   */
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
