package io.weir.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of a section, as a record's component describes it.
 *
 * @param spellings how it may be written; the first is the proper one
 * @param type what may stand there
 * @param presence what is when it is left out
 * @param doc what it means
 * @param dropped why it does nothing any more; null if it does something
 */
record Key(
    List<String> spellings,
    ValueType type,
    Presence presence,
    String doc,
    @Nullable String dropped) {

  /** What is when a key is left out. */
  sealed interface Presence {

    /** It may not be left out. */
    record Required() implements Presence {}

    /** The component is an {@link java.util.Optional}. */
    record Possible() implements Presence {}

    /** There is a default; {@code text} is how it would be written. */
    record Preset(String text, Object value) implements Presence {}

    /** It is empty then: a list, a map, or a section all of whose keys may be left out. */
    record Empty() implements Presence {}
  }

  String name() {
    return spellings.getFirst();
  }

  boolean mayBeLeftOut() {
    return !(presence instanceof Presence.Required);
  }
}
