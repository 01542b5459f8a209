package io.weir.core.server;

import org.jspecify.annotations.Nullable;

/** A server could not start. The message is one line for the operator. */
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Reports a failed start. */
  public ServerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** For a protocol that is known but cannot serve in this version. */
  public static ServerStartException notAvailable(ServerDefinition definition) {
    return new ServerStartException(
        "servers.%s.protocol: \"%s\" is not available in this version"
            .formatted(definition.name(), definition.config().protocol()),
        null);
  }
}
