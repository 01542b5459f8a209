package io.weir.api.config;

/**
 * A value that is wrong in a way that its type does not show. Thrown by the compact constructor of
 * a configuration record, or by {@link io.weir.api.ExtensionFactory#create}; weir adds file, line
 * and the value itself, unless that is secret: so neither text holds the value. Thrown anywhere
 * else it is an exception like any other.
 */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The key in the record's own section; empty for the section as a whole. */
  private final String key;

  /** What would have been right. */
  private final String expected;

  /**
   * Reports a wrong value.
   *
   * @param key the key as it is written in the record's own section, e.g. {@code "probe_recv_len"};
   *     empty for the section as a whole
   * @param expected what would have been right, e.g. {@code "1 or more with strategy regexp"}; it
   *     stands after {@code expected:}
   */
  public InvalidConfigException(String key, String expected) {
    super(key.isEmpty() ? "expected: " + expected : key + " (expected: " + expected + ")");
    this.key = key;
    this.expected = expected;
  }

  /** {@return the key in the record's own section; empty for the section as a whole} */
  public String key() {
    return key;
  }

  /** {@return what would have been right} */
  public String expected() {
    return expected;
  }
}
