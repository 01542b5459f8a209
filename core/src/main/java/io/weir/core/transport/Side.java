package io.weir.core.transport;

/** The two ends of a relayed connection. */
public enum Side {
  /** Who connected to weir. */
  CLIENT,
  /** To whom weir connected. */
  BACKEND;

  /** The other end. */
  public Side other() {
    return this == CLIENT ? BACKEND : CLIENT;
  }
}
