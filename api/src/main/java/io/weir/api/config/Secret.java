package io.weir.api.config;

/**
 * A text that must not be shown: it prints as {@code ***}, in messages about a wrong configuration,
 * too. What is made from it (a header, a URL) is the plugin's to keep from logs and messages. Two
 * are {@code equals} if their texts are.
 *
 * @param value the text itself; may be empty
 */
public record Secret(String value) {

  /**
   * Reads a secret; any text is one.
   *
   * @param text the text itself
   * @return the secret
   */
  public static Secret parse(String text) {
    return new Secret(text);
  }

  /** {@return three stars} */
  @Override
  public String toString() {
    return "***";
  }
}
