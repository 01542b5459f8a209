package io.weir.app.accesslog;

import org.jspecify.annotations.Nullable;

/** A line that is being written, field after field. */
interface AccessLine {

  /** Adds a text; null if there is none. */
  void text(String key, @Nullable String value);

  /** Adds a number, already in decimal; null if there is none. */
  void number(String key, @Nullable String value);

  /** The whole line with its line break. */
  String end();
}
