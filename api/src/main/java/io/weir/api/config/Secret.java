package io.weir.api.config;

/**
 * A text that must not be shown: it prints as {@code ***}, in messages about a wrong configuration,
 * too.
 *
 * @param value the text itself
 */
public record Secret(String value) {

  /** Reads a secret; any text is one. */
  public static Secret parse(String text) {
    return new Secret(text);
  }

  /** Three stars. */
  @Override
  public String toString() {
    return "***";
  }
}
