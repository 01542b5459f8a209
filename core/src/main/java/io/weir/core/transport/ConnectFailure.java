package io.weir.core.transport;

/** Why a connection attempt failed. */
public enum ConnectFailure {
  /** The other end refused. */
  REFUSED,
  /** The kernel gave up waiting. */
  TIMED_OUT,
  /** There is no way to the address. */
  UNREACHABLE,
  /** This machine has no descriptor, port or memory left for it. */
  NO_RESOURCES,
  /** Anything else. */
  OTHER
}
