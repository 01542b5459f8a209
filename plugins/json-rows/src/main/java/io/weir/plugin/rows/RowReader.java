package io.weir.plugin.rows;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Says what an element of an array means.
 *
 * @param <T> what comes out of it
 */
@FunctionalInterface
public interface RowReader<T> {

  /**
   * Reads an element.
   *
   * @return empty if there is nothing in it that is looked for
   * @throws IllegalArgumentException if it is not as it should be; the message says what was
   *     expected, and the element is passed over
   */
  Optional<T> read(JsonNode element);

  /**
   * What tells an element that is passed over from others. The element itself, unless parts of it
   * change all the time, as ages do: each change is one more warning.
   */
  default Object identity(JsonNode element) {
    return element;
  }
}
