package io.weir.plugin.database.redis;

import io.weir.api.text.Excerpt;
import java.util.List;

/** What a server answers to a command. */
sealed interface Reply {

  /** A text, short or long; there is none for null. */
  record Text(String value) implements Reply {}

  /** A number. */
  record Count(long value) implements Reply {}

  /** Several replies in one. */
  record Items(List<Reply> values) implements Reply {}

  /** An error: a word in capital letters and a sentence. */
  record Failure(String message) implements Reply {}

  /** For messages. */
  default String excerpt() {
    return switch (this) {
      case Text(String value) -> Excerpt.of(value);
      case Count(long value) -> Long.toString(value);
      case Items(List<Reply> values) -> values.size() + " items";
      case Failure(String message) -> Excerpt.of(message);
    };
  }
}
