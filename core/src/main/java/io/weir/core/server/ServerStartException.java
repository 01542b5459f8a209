package io.weir.core.server;

/** A server could not start. The message is one line for the operator. */
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Reports a failed start. */
  public ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
