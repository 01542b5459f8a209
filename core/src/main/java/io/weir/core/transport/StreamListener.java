package io.weir.core.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** A bound listening address. */
public interface StreamListener {

  /** The address it is bound to, with the port that the system chose. */
  InetSocketAddress address();

  /**
   * Stops listening. Clients that already wait in the kernel's queue are still handed over, so that
   * none of them is reset.
   *
   * @return completed once the address is free
   */
  CompletionStage<Void> close();
}
