package io.weir.plugin.srv;

import io.weir.api.PluginContext;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Warns of what is wrong with answers: when it is something else than the last time, not at each
 * poll.
 */
final class Complaints {
  private final AtomicReference<NavigableSet<String>> last = new AtomicReference<>(new TreeSet<>());
  private final PluginContext context;

  Complaints(PluginContext context) {
    this.context = context;
  }

  /** There is not one record that was asked for. */
  void noBackend(LookupName name, boolean exists) {
    are(
        new TreeSet<>(Set.of(name + (exists ? ": no such record" : ": no such name"))),
        "no backend is found");
  }

  /** Nothing is wrong. */
  void none() {
    last.set(new TreeSet<>());
  }

  /** Some records give no backend. */
  void passedOver(NavigableSet<String> reasons) {
    are(reasons, "records that give no backend are passed over");
  }

  private void are(NavigableSet<String> reasons, String message) {
    if (!last.getAndSet(reasons).equals(reasons) && !reasons.isEmpty()) {
      context
          .logger()
          .atWarn()
          .addKeyValue("server", context.owner())
          .addKeyValue("records", reasons.size())
          .addKeyValue("reason", reasons.first())
          .log(message);
    }
  }
}
