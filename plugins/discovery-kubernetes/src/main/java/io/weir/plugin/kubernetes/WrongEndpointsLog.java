package io.weir.plugin.kubernetes;

import io.weir.api.PluginContext;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Warns about endpoints that are passed over: when others are wrong than before, not at every
 * answer.
 */
final class WrongEndpointsLog {
  private final AtomicReference<WrongEndpoints> last = new AtomicReference<>(WrongEndpoints.NONE);
  private final PluginContext context;

  WrongEndpointsLog(PluginContext context) {
    this.context = context;
  }

  /** What is wrong now. */
  void report(WrongEndpoints wrong) {
    WrongEndpoints before = last.getAndSet(wrong);
    if (wrong.count() > 0 && !wrong.areThoseOf(before)) {
      context
          .logger()
          .atWarn()
          .addKeyValue("server", context.owner())
          .addKeyValue("endpoints", wrong.count())
          .addKeyValue("reason", wrong.reason())
          .log("endpoints that describe no backend are passed over");
    }
  }
}
