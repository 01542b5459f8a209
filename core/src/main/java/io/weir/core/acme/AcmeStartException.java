package io.weir.core.acme;

import java.util.List;

/** Section {@code acme} cannot be put into effect. */
public final class AcmeStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> path;
  private final String reason;

  /**
   * Reports why.
   *
   * @param key the key in the section, dotted; empty for the section as a whole
   */
  AcmeStartException(String key, String reason, Throwable cause) {
    super("acme." + key + ": " + reason, cause);
    this.path = List.of((key.isEmpty() ? "acme" : "acme." + key).split("\\.", -1));
    this.reason = reason;
  }

  /** Which key, from the top. */
  public List<String> path() {
    return path;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }
}
