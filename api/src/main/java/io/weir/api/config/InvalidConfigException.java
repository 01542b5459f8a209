package io.weir.api.config;

/**
 * A value that is wrong in a way that its type does not show. Thrown by the compact constructor of
 * a configuration record, or by {@link io.weir.api.ExtensionFactory#create}; weir adds file, line
 * and the value itself.
 */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String key;
  private final String expected;

  /**
   * Reports a wrong value.
   *
   * @param key the key in the record's own section, e.g. {@code "probe_recv_len"}; empty for the
   *     section as a whole
   * @param expected what would have been right, e.g. {@code "1 or more with strategy regexp"}
   */
  public InvalidConfigException(String key, String expected) {
    super(key.isEmpty() ? "expected: " + expected : key + " (expected: " + expected + ")");
    this.key = key;
    this.expected = expected;
  }

  /** The key in the record's own section; empty for the section as a whole. */
  public String key() {
    return key;
  }

  /** What would have been right. */
  public String expected() {
    return expected;
  }
}
