package io.weir.core.config;

import io.weir.api.config.Default;
import io.weir.api.config.Doc;
import io.weir.api.config.InvalidConfigException;
import java.time.Duration;
import java.util.Optional;

/** Section {@code servers.X.backends}: how backends come to work and go from it. */
public record BackendsConfig(
    @Doc(
            "How long a backend that comes back, or that is found while the server runs, takes only a growing share of the connections; 0 means it takes its whole share at once.")
        @Default("0")
        Duration slowStart,
    @Doc(
            "How long a backend whose checks pass again takes no connections yet, as long as others can; 0 means it takes them at once.")
        @Default("0")
        Duration failBackHold,
    @Doc(
            "Where fewer percent of the backends than this may be chosen, all are used, those that are down too; 0 means never.")
        @Default("0")
        int panicThreshold,
    @Doc("What becomes of a backend's open connections when its checks fail; not for `udp`.")
        @Default("keep")
        OnBackendDown onBackendDown,
    @Doc("How long they go on with `close_after`; a backend that is up by then keeps them.")
        Optional<Duration> closeAfter,
    @Doc("Takes backends out whose connections fail, without any check; they stay if left out.")
        Optional<EjectionConfig> ejection) {

  /** What holds where the section is left out. */
  public static final BackendsConfig DEFAULT =
      new BackendsConfig(
          Duration.ZERO, Duration.ZERO, 0, OnBackendDown.KEEP, Optional.empty(), Optional.empty());

  /** What becomes of the open connections of a backend whose checks fail. */
  public enum OnBackendDown {
    /** They go on for as long as both ends want. */
    KEEP,
    /** They are reset at once. */
    CLOSE,
    /** They are reset if the backend is still down after {@code close_after}. */
    CLOSE_AFTER
  }

  /** Checks what belongs together. */
  public BackendsConfig {
    if (panicThreshold < 0 || panicThreshold > 100) {
      throw new InvalidConfigException("panic_threshold", "a percentage from 0 to 100");
    }
    boolean waits = onBackendDown == OnBackendDown.CLOSE_AFTER;
    if (waits && closeAfter.filter(Duration::isPositive).isEmpty()) {
      throw new InvalidConfigException(
          "close_after", "a duration above 0, as on_backend_down is close_after");
    }
    if (!waits && closeAfter.isPresent()) {
      throw new InvalidConfigException(
          "close_after", "nothing, unless on_backend_down is close_after");
    }
  }

  /** Whether open connections end when their backend is down, sooner or later. */
  public boolean closesWhenDown() {
    return onBackendDown != OnBackendDown.KEEP;
  }
}
