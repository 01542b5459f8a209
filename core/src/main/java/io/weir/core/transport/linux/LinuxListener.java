package io.weir.core.transport.linux;

import io.weir.core.transport.StreamListener;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A listening address: one socket for each event loop, among which the kernel spreads the clients.
 *
 * @param address what they are bound to
 * @param sockets all of them
 */
record LinuxListener(InetSocketAddress address, List<AcceptingSocket> sockets)
    implements StreamListener {

  @Override
  public CompletionStage<Void> close() {
    return CompletableFuture.allOf(
        sockets.stream().map(AcceptingSocket::closeWhenQuiet).toArray(CompletableFuture[]::new));
  }
}
