package io.weir.bench.peer;

/** What a workload goes over, and a peer's configuration serves. */
public enum Wire {
  /** Connections. */
  TCP,
  /** Connections that the peer decrypts. */
  TLS,
  /** Datagrams. */
  UDP
}
