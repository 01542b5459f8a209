package io.weir.core.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** A bound address for datagrams. */
public interface DatagramListener {

  /** The address it is bound to, with the port that the system chose. */
  InetSocketAddress address();

  /**
   * Has its sockets be as they would be if they were bound with these options, as far as that can
   * be changed: a receive buffer of 0 leaves it as it is. Soon after this returns it is done.
   */
  void change(DatagramOptions options);

  /**
   * How many datagrams the system has dropped since the address was bound, because weir did not
   * read them in time; 0 where the system does not say. May wait for the event loops for a moment.
   */
  long dropped();

  /**
   * Closes its sockets.
   *
   * @return completed once the address is free
   */
  CompletionStage<Void> close();
}
