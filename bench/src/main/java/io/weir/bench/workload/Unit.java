package io.weir.bench.workload;

/** What a workload counts. */
public enum Unit {
  /** A connection, from connect to close. */
  CONNECTION("connection", "µs", 1),
  /** A connection, from connect to close, with a TLS handshake. */
  HANDSHAKE("handshake", "µs", 1),
  /** A message there and its answer back. */
  EXCHANGE("exchange", "µs", 1),
  /** A datagram from client to backend. */
  DATAGRAM("datagram", "µs", 1),
  /** 10^9 bytes in one direction. */
  GIGABYTE("GB", "ms", 1e-3);

  private final String word;
  private final String time;
  private final double perMicrosecond;

  Unit(String word, String time, double perMicrosecond) {
    this.word = word;
    this.time = time;
    this.perMicrosecond = perMicrosecond;
  }

  /** One of them. */
  public String word() {
    return word;
  }

  /** The unit of time that CPU per unit is shown in. */
  public String time() {
    return time;
  }

  /** Microseconds in that unit of time. */
  public double scale(double micros) {
    return micros * perMicrosecond;
  }
}
