package io.weir.bench.peer;

/**
 * Where a load goes.
 *
 * @param port where the peer listens, on loopback
 * @param second where it listens too: for datagrams that nobody answers, or with its other
 *     certificate
 * @param sink where datagrams that nobody answers arrive behind it; a port of the load's own
 */
public record Target(int port, int second, int sink) {
  private static final int SECOND = 200;

  /** That of a peer and its backend. */
  public static Target of(int port, int backend) {
    return new Target(port, port + SECOND, backend + SECOND);
  }
}
