package io.weir.core.transport;

/**
 * How an address for datagrams is bound.
 *
 * @param receiveBuffer bytes that the kernel may hold for each of its sockets; 0 leaves it to the
 *     system
 */
public record DatagramOptions(int receiveBuffer) {
  /** As the system has it. */
  public static final DatagramOptions SYSTEM = new DatagramOptions(0);
}
