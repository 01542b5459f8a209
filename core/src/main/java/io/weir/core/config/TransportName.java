package io.weir.core.config;

/** The ways of moving bytes. */
public enum TransportName {
  /** Bare descriptors and splice(2), on Linux. */
  LINUX,
  /** Netty's channels. */
  CHANNEL
}
