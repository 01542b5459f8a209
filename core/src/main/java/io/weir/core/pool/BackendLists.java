package io.weir.core.pool;

import io.weir.api.Backend;
import java.util.List;
import java.util.Objects;

/** Takes lists out of a plugin's hands. */
final class BackendLists {
  /** A list longer than this comes from a fault and not from a fleet. */
  static final int MAX_BACKENDS = 1_000_000;

  private BackendLists() {}

  /** A copy that the plugin cannot change any more, made on the plugin's own thread and time. */
  static List<Backend> copy(List<Backend> backends) {
    Objects.requireNonNull(backends, "it gave no list");
    if (backends.size() > MAX_BACKENDS) {
      throw new IllegalArgumentException(
          backends.size() + " backends (expected: at most " + MAX_BACKENDS + ")");
    }
    return List.copyOf(backends);
  }
}
