package io.weir.core.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server could not start. The message is one line for the operator. */
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.of gives a serializable one.
  private final List<String> path;

  private final String reason;

  /** Reports a failed start. */
  public ServerStartException(String message, @Nullable Throwable cause) {
    this(List.of(), message, message, cause);
  }

  /**
   * For a key that cannot be put into effect.
   *
   * @param definition the server
   * @param key the key in its section, e.g. {@code "bind"}
   * @param reason why
   */
  public ServerStartException(
      ServerDefinition definition, String key, String reason, @Nullable Throwable cause) {
    this(
        List.of("servers", definition.name(), key),
        reason,
        "servers.%s.%s: %s".formatted(definition.name(), key, reason),
        cause);
  }

  private ServerStartException(
      List<String> path, String reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.path = path;
    this.reason = reason;
  }

  /** The key that it is about, from the top of the configuration; empty if there is none. */
  public List<String> path() {
    return path;
  }

  /** Why, without the key. */
  public String reason() {
    return reason;
  }
}
