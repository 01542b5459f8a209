package io.weir.core.transport.channel;

import io.netty.channel.Channel;
import io.weir.core.transport.StreamListener;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A listening Netty channel. */
final class ChannelListener implements StreamListener {
  private final Channel channel;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  ChannelListener(Channel channel) {
    this.channel = channel;
    channel.closeFuture().addListener(done -> closed.complete(null));
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public CompletionStage<Void> close() {
    // The loop looks at its sockets at least once before a task that is due later, so clients that
    // wait in the kernel's queue are accepted first.
    channel.eventLoop().schedule(() -> channel.close(), 1, TimeUnit.MILLISECONDS);
    return closed.copy();
  }
}
