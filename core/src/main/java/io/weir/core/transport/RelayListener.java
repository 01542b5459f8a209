package io.weir.core.transport;

/** Learns what happens on a relay. Events of a socket that the listener has closed do not come. */
public interface RelayListener {

  /**
   * Bytes were read from a side.
   *
   * @param from where they were read
   * @param bytes how many, 1 or more
   */
  void read(Side from, long bytes);

  /**
   * A side has sent its FIN, and everything before it was handed to the other side's kernel or is
   * queued ahead of whatever comes next.
   */
  void ended(Side from);

  /**
   * The FIN that {@link StreamSocket#shutdownOutput} asked for has been sent to a side, and all
   * bytes before it have left weir.
   */
  void outputShut(Side to);

  /**
   * A side has reset the connection or it broke otherwise; its socket is closed.
   *
   * @param side which
   * @param reset whether it was a reset by the other end
   */
  void broken(Side side, boolean reset);
}
