package io.weir.core;

/** A server was to be added under a name that another one has. */
public final class ServerExistsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerExistsException(String name) {
    super("server \"" + name + "\" exists");
  }
}
