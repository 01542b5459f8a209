package io.weir.core.config;

/** A value of a server's section turned out to be wrong only when something was made of it. */
public final class SectionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String server;
  private final String key;
  private final String expected;

  /**
   * Reports a wrong value.
   *
   * @param server whose section
   * @param key the key in that section, dotted
   * @param expected what would have been right
   */
  public SectionException(String server, String key, String expected) {
    super("servers." + server + "." + key + " (expected: " + expected + ")");
    this.server = server;
    this.key = key;
    this.expected = expected;
  }

  /** Whose section. */
  public String server() {
    return server;
  }

  /** The key in that section, dotted. */
  public String key() {
    return key;
  }

  /** What would have been right. */
  public String expected() {
    return expected;
  }
}
