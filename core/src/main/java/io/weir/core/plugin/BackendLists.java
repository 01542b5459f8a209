package io.weir.core.plugin;

import io.weir.api.Backend;
import java.util.List;

/** Takes lists out of a plugin's hands. */
public final class BackendLists {
  /** A list longer than this comes from a fault and not from a fleet. */
  public static final int MAX_BACKENDS = 1_000_000;

  private BackendLists() {}

  /**
   * A copy that the plugin cannot change any more, made on the plugin's own thread and time. Each
   * element is looked at: an unchecked cast in a plugin would else come to light far behind the
   * border, where nobody knows whose list it was.
   *
   * @throws IllegalArgumentException if it is no such list; the message says what it is
   */
  public static List<Backend> copy(List<Backend> backends) {
    if (backends == null) {
      throw new IllegalArgumentException("it gave no list (expected: an empty one for none)");
    }
    if (backends.size() > MAX_BACKENDS) {
      throw new IllegalArgumentException(
          "it gave " + backends.size() + " backends (expected: at most " + MAX_BACKENDS + ")");
    }
    Object[] copy = backends.toArray();
    for (int i = 0; i < copy.length; i++) {
      if (!(copy[i] instanceof Backend)) {
        throw new IllegalArgumentException(
            "[%d] of its list is %s (expected: a Backend)"
                .formatted(i, copy[i] == null ? "null" : "a " + copy[i].getClass().getName()));
      }
    }
    // Each one was looked at.
    @SuppressWarnings("unchecked")
    List<Backend> checked = (List<Backend>) (List<?>) List.of(copy);
    return checked;
  }
}
