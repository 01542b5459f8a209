package io.weir.bench.peer;

/** What a workload goes over, and a peer's configuration serves. */
public enum Wire {
  /** Connections. */
  TCP,
  /** Datagrams. */
  UDP
}
