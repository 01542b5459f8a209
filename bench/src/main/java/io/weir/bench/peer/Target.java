package io.weir.bench.peer;

/**
 * Where a load goes.
 *
 * @param port where the peer listens, on loopback
 * @param oneWay where it takes datagrams that nobody answers
 * @param sink where those arrive behind it; a port of the load's own
 */
public record Target(int port, int oneWay, int sink) {
  private static final int ONE_WAY = 200;

  /** That of a peer and its backend. */
  public static Target of(int port, int backend) {
    return new Target(port, port + ONE_WAY, backend + ONE_WAY);
  }
}
