package io.weir.app.api;

import io.weir.core.Weir;
import java.time.Duration;
import java.util.Locale;

/**
 * Whether clients should be sent here. It is not ready until every server knows its backends, which
 * a discovery that does not answer holds up for a while only, and from the moment a stop begins.
 */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Weir weir;
  private final AboutProcess about;
  private volatile boolean begun;

  enum State {
    /** Discoveries are being waited for. */
    STARTING,
    /** Clients are welcome. */
    READY,
    /** It stops. */
    DRAINING;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Readiness(Weir weir, AboutProcess about) {
    this.weir = weir;
    this.about = about;
  }

  State now() {
    if (!weir.accepting()) {
      return State.DRAINING;
    }
    if (!begun) {
      begun =
          weir.servers().stream().allMatch(server -> server.pool().snapshot().discovered())
              || Duration.between(about.started(), about.clock().instant()).compareTo(PATIENCE) > 0;
    }
    return begun ? State.READY : State.STARTING;
  }
}
